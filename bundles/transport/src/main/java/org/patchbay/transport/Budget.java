package org.patchbay.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bound in bytes for all links together. From any thread.
 *
 * <p>Rule: half of the bound is anybody's. Once more than that is held the budget is tight, until
 * three eighths are held; while it is tight a link may hold no more than its part of what is left
 * of five eighths, though always its part of a quarter or {@link #LITTLE}, whichever is less. Links
 * that we opened divide an eighth among themselves if that is more. So the bound holds, but for one
 * small read of each link.
 *
 * <p>Reason: a link's own mark times 5,000 links is 25 GB, and under attack the largest users have
 * to wait first while those who hold little go on as before (protocol-facts §16, design §3). An
 * attacker opens thousands of connections to us but does not choose whom we call.
 */
final class Budget {
  /** Bytes that are enough for the small talk of a peer. */
  private static final long LITTLE = 16 * 1024;

  private volatile long bound;
  private final Runnable relaxed;
  private final AtomicLong held = new AtomicLong();
  private final AtomicInteger links = new AtomicInteger();
  private final AtomicInteger dialled = new AtomicInteger();
  private volatile boolean tight;

  /**
   * @param bound in bytes
   * @param relaxed told, on any thread, when the budget stops being tight
   */
  Budget(long bound, Runnable relaxed) {
    this.bound = bound;
    this.relaxed = relaxed;
  }

  /** Changes the bound in bytes. */
  void bound(long bytes) {
    bound = bytes;
  }

  void joined(boolean inbound) {
    links.incrementAndGet();
    if (!inbound) {
      dialled.incrementAndGet();
    }
  }

  void left(boolean inbound) {
    links.decrementAndGet();
    if (!inbound) {
      dialled.decrementAndGet();
    }
  }

  void add(long bytes) {
    long now = held.addAndGet(bytes);
    if (bytes > 0) {
      if (!tight && now > bound / 2) {
        tight = true;
      }
    } else if (tight && now <= bound / 8 * 3) {
      tight = false;
      relaxed.run();
    }
  }

  long held() {
    return held.get();
  }

  boolean tight() {
    return tight;
  }

  /** Bytes that one link may hold while the budget is tight. */
  long part(boolean inbound) {
    long all = bound;
    int among = Math.max(1, links.get());
    long equal = Math.max((all / 8 * 5 - held.get()) / among, Math.min(LITTLE, all / 4 / among));
    return inbound ? equal : Math.max(equal, all / 8 / Math.max(1, dialled.get()));
  }
}
