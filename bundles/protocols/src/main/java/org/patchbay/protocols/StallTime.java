package org.patchbay.protocols;

import java.time.Duration;

/**
 * How long one peer may hold up the window of all (protocol-facts §10.3). Confined to the node
 * loop.
 *
 * <p>Rule: 2 seconds; twice as long after each peer that was given up for it, up to 64; 0.85 of it
 * after each connected block. Why: when our own line is slow every peer looks like one that stalls,
 * and we must not lose them one after the other.
 */
final class StallTime {
  static final Duration LEAST = Duration.ofSeconds(2);
  static final Duration MOST = Duration.ofSeconds(64);
  private static final double DECAY = 0.85;

  private Duration time = LEAST;

  Duration time() {
    return time;
  }

  void gaveUp() {
    time = time.multipliedBy(2).compareTo(MOST) > 0 ? MOST : time.multipliedBy(2);
  }

  void connected(int count) {
    for (int i = 0; i < count && time.compareTo(LEAST) > 0; i++) {
      Duration less = Duration.ofNanos((long) (time.toNanos() * DECAY));
      time = less.compareTo(LEAST) < 0 ? LEAST : less;
    }
  }
}
