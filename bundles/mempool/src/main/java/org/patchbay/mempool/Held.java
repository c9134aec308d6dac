package org.patchbay.mempool;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.Transaction;

/** A transaction of the pool and its place among the others. Confined to the node loop. */
final class Held {
  final Transaction tx;
  final long fee;
  final int vsize;
  final long acceptedAt;

  /** Of the active tip when it was accepted. */
  final int height;

  final int sigopCost;
  final int memory;

  /** Counts up with every acceptance, so that equals have an order. */
  final long number;

  final List<Held> parents = new ArrayList<>(1);
  final List<Held> children = new ArrayList<>(1);

  /** Highest block that made an output it spends; -1 while all are of the pool. */
  int newestCoin;

  /** Whether a lock, or the maturity of a coinbase, decided when it may be confirmed. */
  final boolean timed;

  /** Without itself; read by other threads, for which any value it ever had will do. */
  volatile int ancestors;

  int ancestorSize;

  /** With itself. */
  int descendants = 1;

  int descendantSize;
  long descendantFee;

  /** The better of its own fee rate and that of it with all its descendants. */
  double score;

  /** Where it is in the order of eviction. */
  int heapIndex = -1;

  /** Mark of the last walk that passed here. */
  int mark;

  Held(Candidate candidate, long acceptedAt, int height, long number) {
    this.tx = candidate.tx().detached();
    this.fee = candidate.fee();
    this.vsize = tx.vsize();
    this.newestCoin = candidate.newestCoin();
    this.timed = candidate.timed();
    this.acceptedAt = acceptedAt;
    this.height = height;
    this.sigopCost = candidate.sigopCost();
    this.number = number;
    this.memory = Footprint.of(tx);
    this.ancestorSize = vsize;
    this.descendantSize = vsize;
    this.descendantFee = fee;
    rescore();
  }

  void rescore() {
    score = Math.max(1000.0 * fee / vsize, 1000.0 * descendantFee / descendantSize);
  }

  PoolEntry entry() {
    return new PoolEntry(tx, fee, vsize, ancestors, acceptedAt, height, sigopCost);
  }
}
