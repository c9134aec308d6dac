package org.patchbay.mempool;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/** Coins out of nothing, and transactions that spend them. Confined to the thread of its test. */
final class Coinage {
  /** The hash of a script that anybody can satisfy, witness version 0. */
  static final byte[] SCRIPT = Spends.SCRIPT;

  static final long COIN = 100_000_000;
  static final long FINAL = 0xFFFFFFFFL;

  private final FakeBlocks blocks;
  private int minted;

  Coinage(FakeBlocks blocks) {
    this.blocks = blocks;
  }

  /** A new coin of an ordinary transaction at height 0. */
  OutPoint coin() {
    return coin(COIN, SCRIPT, 0, false);
  }

  OutPoint coin(long value, byte[] script, int height, boolean coinbase) {
    OutPoint place = new OutPoint(new Hash256(++minted, 77, 78, 79), 0);
    blocks.coinMap().add(place, new TxOut(value, script), height, coinbase);
    return place;
  }

  /** Spends outputs to as many equal outputs, all but the fee of what is worth {@code total}. */
  static Transaction spend(List<OutPoint> places, long total, long fee, int outputs) {
    List<TxIn> inputs = new ArrayList<>();
    List<List<byte[]>> witnesses = new ArrayList<>();
    for (OutPoint place : places) {
      inputs.add(new TxIn(place, new byte[0], FINAL));
      witnesses.add(List.of(new byte[] {0x51}));
    }
    List<TxOut> made = new ArrayList<>();
    long left = total - fee;
    for (int i = outputs; i > 0; i--) {
      made.add(new TxOut(left / i, SCRIPT));
      left -= left / i;
    }
    return Transaction.of(2, inputs, made, witnesses, 0);
  }

  static Transaction spend(OutPoint place, long total, long fee) {
    return spend(List.of(place), total, fee, 1);
  }

  static OutPoint output(Transaction tx, int index) {
    return new OutPoint(tx.txid(), index);
  }
}
