package org.patchbay.protocols;

import java.time.Duration;
import org.patchbay.api.session.UploadLimit;

/**
 * How much of the day's upload is left for old blocks (protocol-facts §14.9). Confined to the node
 * loop.
 *
 * <p>Rule: old blocks are given while what is left covers one full block for every ten minutes that
 * are left of the day. Why: new blocks must go out whatever a stranger downloads before them.
 */
final class UploadTarget {
  static final Duration CYCLE = Duration.ofHours(24);
  private static final Duration SPACING = Duration.ofMinutes(10);
  private static final long LARGEST_BLOCK = 4_000_000;

  private boolean begun;
  private long since;
  private long sent;

  /** Blocks of so many bytes were given. */
  void sent(long bytes, long now) {
    roll(now);
    sent += bytes;
  }

  /**
   * Whether old blocks are not given any more.
   *
   * @param target bytes in 24 hours; 0 for no limit
   */
  boolean reached(long target, long now) {
    roll(now);
    long left = CYCLE.toNanos() - (now - since);
    long reserve = left / SPACING.toNanos() * LARGEST_BLOCK;
    return target > 0 && (reserve >= target || sent >= target - reserve);
  }

  /** How it stands for a target, 0 for no limit. */
  UploadLimit.State state(long target, long now) {
    boolean served = !reached(target, now);
    long left = target == 0 ? 0 : CYCLE.minusNanos(now - since).toSeconds();
    return new UploadLimit.State(CYCLE.toSeconds(), target, sent, served, left);
  }

  private void roll(long now) {
    if (!begun || now - since >= CYCLE.toNanos()) {
      begun = true;
      since = now;
      sent = 0;
    }
  }
}
