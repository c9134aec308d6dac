package org.patchbay.engine;

/**
 * What the round trips of one peer come to, in nanoseconds; -1 before any. Confined to the node
 * loop.
 */
final class PingTimes {
  /** A mean follows the last value by this part of the difference. */
  private static final int SHARE = 8;

  long last = -1;
  long min = -1;
  long mean = -1;

  /** Mean difference between one round trip and the next. */
  long jitter = -1;

  void add(long trip) {
    jitter = last < 0 ? jitter : follow(jitter, Math.abs(trip - last));
    last = trip;
    min = min < 0 ? trip : Math.min(min, trip);
    mean = follow(mean, trip);
  }

  private static long follow(long mean, long value) {
    return mean < 0 ? value : mean + (value - mean) / SHARE;
  }
}
