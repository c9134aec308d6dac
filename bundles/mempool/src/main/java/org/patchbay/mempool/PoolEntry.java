package org.patchbay.mempool;

import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Transaction;

/** What others see of a transaction of the pool. Immutable. */
record PoolEntry(
    Transaction transaction,
    long fee,
    int vsize,
    int ancestors,
    long acceptedAt,
    int height,
    int sigopCost)
    implements Mempool.Entry {}
