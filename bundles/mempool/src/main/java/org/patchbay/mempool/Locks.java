package org.patchbay.mempool;

import java.util.function.IntToLongFunction;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;

/**
 * Whether the locks of a transaction are open in the block after the tip: its lock time, against
 * the median time of the tip (BIP113), and the relative locks of its inputs (BIP68), which count
 * from the block that made the output.
 *
 * @param tip last block of the active chain
 * @param medianTimes median time of the active chain at a height
 */
record Locks(HeaderView tip, IntToLongFunction medianTimes) {
  private static final long TIME_FROM = 500_000_000;
  private static final long FINAL = 0xFFFFFFFFL;
  private static final long DISABLED = 1L << 31;
  private static final long BY_TIME = 1 << 22;
  private static final long VALUE = 0xFFFF;
  private static final int TIME_SHIFT = 9;

  /** Height of the block after the tip. */
  int nextHeight() {
    return tip.height() + 1;
  }

  /** Whether the lock time is over, or no input minds it. */
  boolean isFinal(Transaction tx) {
    long lock = tx.lockTime();
    return lock < (lock < TIME_FROM ? nextHeight() : tip.medianTime()) || !mindsLockTime(tx);
  }

  /** Whether it waits for a lock time at all. */
  static boolean mindsLockTime(Transaction tx) {
    if (tx.lockTime() == 0) {
      return false;
    }
    for (TxIn input : tx.inputs()) {
      if (input.sequence() != FINAL) {
        return true;
      }
    }
    return false;
  }

  /** Whether an input has a relative lock. */
  static boolean isRelative(Transaction tx, TxIn input) {
    return tx.version() >= 2 && (input.sequence() & DISABLED) == 0;
  }

  /**
   * Whether the relative lock of an input is over.
   *
   * @param coinHeight of the block that made what it spends; the next block's for the pool's
   */
  boolean isOver(TxIn input, int coinHeight) {
    long value = input.sequence() & VALUE;
    if ((input.sequence() & BY_TIME) == 0) {
      return coinHeight + value <= nextHeight();
    }
    long from = medianTimes.applyAsLong(Math.max(0, coinHeight - 1));
    return from + (value << TIME_SHIFT) <= tip.medianTime();
  }
}
