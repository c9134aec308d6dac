package org.patchbay.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.ProofOfWork;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.script.Script;

/** Finds blocks at regtest's difficulty, where every second hash will do (protocol-facts §18.3). */
final class Mine {
  /** Genesis of regtest (protocol-facts §18.2). */
  static final BlockHeader GENESIS = Network.REGTEST.genesis();

  private static final int VERSION = 0x2000_0000;
  private static final long FIRST_SUBSIDY = 5_000_000_000L;
  private static final int HALVING = 150;
  private static final long FINAL = 0xFFFF_FFFFL;

  private Mine() {}

  /** The next header, with its proof of work and a merkle root out of thin air. */
  static BlockHeader next(BlockHeader previous, long time, RandomGenerator random) {
    return worked(previous, hash(random), time);
  }

  /**
   * The next block.
   *
   * @param transactions parents before children, all of them valid after {@code previous}
   * @param fees what they leave, in satoshi; less may be claimed
   */
  static Block block(
      BlockHeader previous,
      int height,
      long time,
      List<Transaction> transactions,
      long fees,
      RandomGenerator random) {
    int wallet = random.nextInt(WalletScript.WALLETS);
    TxOut reward = new TxOut(subsidy(height) + fees, WalletScript.output(wallet));
    byte[] script = heightFirst(height, random.nextLong());
    List<Transaction> all = new ArrayList<>();
    all.add(coinbase(script, List.of(reward), false));
    all.addAll(transactions);
    if (transactions.stream().anyMatch(Transaction::hasWitness)) {
      TxOut commitment = new TxOut(0, MerkleTree.commitmentTo(transactions));
      all.set(0, coinbase(script, List.of(reward, commitment), true));
    }
    Hash256 root = MerkleTree.root(all.stream().map(Transaction::txid).toList()).hash();
    return Block.of(worked(previous, root, time), all);
  }

  /** What a block may create: half as much every 150 blocks (protocol-facts §18.3). */
  static long subsidy(int height) {
    int halvings = height / HALVING;
    return halvings >= Long.SIZE ? 0 : FIRST_SUBSIDY >> halvings;
  }

  /** A hash of nothing. */
  static Hash256 hash(RandomGenerator random) {
    return new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** The same header over another root, with proof of work. */
  static BlockHeader worked(BlockHeader previous, Hash256 root, long time) {
    BlockHeader header = new BlockHeader(VERSION, previous.hash(), root, time, GENESIS.bits(), 0);
    return ProofOfWork.search(header, Long.MAX_VALUE).orElseThrow();
  }

  private static Transaction coinbase(byte[] script, List<TxOut> outputs, boolean witness) {
    List<TxIn> inputs = List.of(new TxIn(OutPoint.NULL, script, FINAL));
    List<List<byte[]>> reserved = witness ? List.of(List.of(new byte[Hash256.SIZE])) : List.of();
    return Transaction.of(2, inputs, outputs, reserved, 0);
  }

  /** A coinbase script: the height as scripts push numbers (BIP34), and something to be unlike. */
  static byte[] heightFirst(int height, long extra) {
    return new WireWriter(16).bytes(Script.number(height)).u8(8).i64(extra).toBytes();
  }
}
