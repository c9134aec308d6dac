package org.patchbay.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.function.IntPredicate;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;

/**
 * Answers getheaders from one snapshot (protocol-facts §5.3, §14.6).
 *
 * @param shared answers that many get
 * @param validated which entries beside its best chain were found valid
 */
record Serving(Snapshot snapshot, SharedRanges shared, IntPredicate validated) {
  /** All that is stored counts as valid. */
  Serving(Snapshot snapshot, SharedRanges shared) {
    this(snapshot, shared, entry -> true);
  }

  private static final long MONTH = 30L * 24 * 3600;

  List<BlockHeader> after(List<Hash256> locator, Hash256 stop, int max) {
    int stopEntry = snapshot.find(stop);
    if (locator.isEmpty()) {
      return stopEntry >= 0 && servable(stopEntry)
          ? List.of(snapshot.entries().header(stopEntry))
          : List.of();
    }
    int first = forkHeight(locator) + 1;
    int last = (int) Math.min(snapshot.tipHeight(), (long) first + max - 1);
    if (stopEntry >= 0 && snapshot.onBest(stopEntry)) {
      int stopHeight = snapshot.entries().height(stopEntry);
      if (stopHeight >= first) {
        last = Math.min(last, stopHeight);
      }
    }
    return first > last ? List.of() : shared.of(snapshot, first, last - first + 1);
  }

  private int forkHeight(List<Hash256> locator) {
    for (Hash256 hash : locator) {
      int entry = snapshot.find(hash);
      if (entry >= 0 && snapshot.onBest(entry)) {
        return snapshot.entries().height(entry);
      }
    }
    return 0;
  }

  /**
   * Whether a single header is given to who names it: any of the best chain, and of others only
   * what is at most a month behind our tip, by time and by work. Old stale headers would tell which
   * node this is (§24.12).
   */
  private boolean servable(int entry) {
    if (snapshot.onBest(entry)) {
      return true;
    }
    if (!validated.test(entry)) {
      return false;
    }
    Entries entries = snapshot.entries();
    int tip = snapshot.tip();
    long behind = entries.time(tip) - entries.time(entry);
    BigInteger lacking =
        entries.work(tip).toBigInteger().subtract(entries.work(entry).toBigInteger());
    BigInteger perSpacing = Target.of(entries.bits(tip)).work().toBigInteger();
    BigInteger seconds =
        lacking.multiply(BigInteger.valueOf(ChainParams.SPACING)).divide(perSpacing);
    return behind < MONTH && seconds.compareTo(BigInteger.valueOf(MONTH)) < 0;
  }
}
