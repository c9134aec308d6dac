package org.patchbay.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/** Transactions and blocks that no node should take. */
final class Junk {
  private static final long FINAL = 0xFFFF_FFFFL;
  private static final long VALUE = 50_000;

  private Junk() {}

  /** Its parent is nowhere. */
  static Transaction orphan(RandomGenerator random) {
    return spending(List.of(nowhere(random)), List.of(paid(VALUE)));
  }

  /** Breaks one rule or another that needs nothing but the transaction itself, or a standard. */
  static Transaction invalid(RandomGenerator random) {
    TxIn input = nowhere(random);
    return switch (random.nextInt(6)) {
      case 0 -> spending(List.of(input), List.of());
      case 1 -> spending(List.of(input, input), List.of(paid(VALUE)));
      case 2 -> spending(List.of(input), List.of(paid(-1)));
      case 3 -> spending(List.of(input), List.of(paid(2_100_000_000_000_001L)));
      case 4 -> spending(List.of(new TxIn(OutPoint.NULL, new byte[4], FINAL)), List.of(paid(1)));
      default -> spending(List.of(input), Collections.nCopies(3_000, paid(VALUE))); // 100 kB
    };
  }

  /** Spends a coin of the lab and pays out more than it holds. */
  static Transaction inflating(Coin coin) {
    return Wallets.spend(List.of(coin), List.of(paid(coin.value() + 1)));
  }

  /** Spends a coin as another transaction does, for another payee. */
  static Transaction rival(Coin coin, int wallet) {
    return Wallets.spend(
        List.of(coin), List.of(new TxOut(coin.value() - 2_000, WalletScript.output(wallet))));
  }

  /** The same transaction with another witness: its txid stays, its wtxid does not. */
  static Transaction malleated(Transaction tx, RandomGenerator random) {
    List<List<byte[]>> witnesses = new ArrayList<>();
    for (List<byte[]> stack : tx.witnesses()) {
      List<byte[]> longer = new ArrayList<>(stack);
      byte[] noise = new byte[20];
      random.nextBytes(noise);
      longer.add(0, noise);
      witnesses.add(longer);
    }
    return Transaction.of(tx.version(), tx.inputs(), tx.outputs(), witnesses, tx.lockTime());
  }

  /**
   * The block with its header and other contents (protocol-facts §6.2): the last transaction twice,
   * which gives the same root where their number is odd; else a changed witness, or one too many.
   */
  static Block mutated(Block block, RandomGenerator random) {
    List<Transaction> all = new ArrayList<>(block.transactions());
    int last = all.size() - 1;
    if (all.size() % 2 == 0 && all.get(last).hasWitness()) {
      all.set(last, malleated(all.get(last), random));
    } else {
      all.add(all.get(last));
    }
    return Block.of(block.header(), all);
  }

  static List<Inventory> inventory(int type, int count, RandomGenerator random) {
    List<Inventory> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(new Inventory(type, Mine.hash(random)));
    }
    return items;
  }

  private static Transaction spending(List<TxIn> inputs, List<TxOut> outputs) {
    return Transaction.of(2, inputs, outputs, List.of(), 0);
  }

  private static TxIn nowhere(RandomGenerator random) {
    Hash256 nothing = Mine.hash(random);
    return new TxIn(new OutPoint(nothing, random.nextInt(4)), new byte[0], FINAL);
  }

  private static TxOut paid(long value) {
    return new TxOut(value, WalletScript.output(0));
  }
}
