package org.patchbay.engine;

import java.util.List;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/** A transaction of a pool that is not there. */
record FakeEntry(Transaction transaction, long fee, int vsize, int ancestors, long acceptedAt)
    implements Mempool.Entry {
  @Override
  public int height() {
    return 0;
  }

  @Override
  public int sigopCost() {
    return 0;
  }

  /** One with a witness, distinct by its number, that pays 10 satoshi for each virtual byte. */
  static FakeEntry of(int number) {
    return of(number, 2_000, 0);
  }

  static FakeEntry of(int number, long fee, int ancestors) {
    return new FakeEntry(transaction(number, true), fee, 200, ancestors, 0);
  }

  static Transaction transaction(int number, boolean witness) {
    TxIn input = new TxIn(new OutPoint(Hash256.ZERO, number), new byte[0], 0);
    return Transaction.of(
        2,
        List.of(input),
        List.of(new TxOut(number, new byte[0])),
        witness ? List.of(List.of(new byte[] {1})) : List.of(),
        0);
  }

  Hash256 txid() {
    return transaction.txid();
  }

  Hash256 wtxid() {
    return transaction.wtxid();
  }
}
