package org.patchbay.bench;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/** Transactions of a pool that is not there. */
final class Offers {
  private Offers() {}

  private record Entry(Transaction transaction, long fee, int vsize, int ancestors, long acceptedAt)
      implements Mempool.Entry {
    @Override
    public int height() {
      return 0;
    }

    @Override
    public int sigopCost() {
      return 0;
    }
  }

  /** So many, all different, every fourth with a parent. */
  static List<Mempool.Entry> of(int count) {
    List<Mempool.Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Transaction transaction =
          Transaction.of(
              2,
              List.of(new TxIn(new OutPoint(Hash256.ZERO, i), new byte[0], 0)),
              List.of(new TxOut(i, new byte[22])),
              List.of(List.of(new byte[72], new byte[33])),
              0);
      entries.add(new Entry(transaction, 200L + i * 7919L % 10_007, 110, i % 4 == 3 ? 1 : 0, 0));
    }
    return entries;
  }
}
