package org.patchbay.ratelimit;

/**
 * How fast one token bucket fills and how much it holds. Immutable. Levels are counted in
 * billionths of a token, so that a rate times nanoseconds is exact in long arithmetic.
 *
 * <p>What costs more than the bucket holds passes when the bucket is full, and leaves it in debt: a
 * large message waits longer, and never for ever.
 *
 * @param perSecond tokens per second; 0 for no limit
 * @param burst tokens in a full bucket, up to {@link #MOST}; with 0 each message waits until those
 *     before are paid
 */
record Rate(long perSecond, long burst) {
  static final long TOKEN = 1_000_000_000L;

  /** The largest rate and burst: with it no level leaves the range of a long. */
  static final long MOST = 1_000_000_000L;

  Rate {
    if (perSecond < 0 || perSecond > MOST || burst < 0 || burst > MOST) {
      throw new IllegalArgumentException(
          "rate %d, burst %d (each 0 to %d)".formatted(perSecond, burst, MOST));
    }
  }

  /** The level of a full bucket. */
  long full() {
    return burst * TOKEN;
  }

  /** A level after some nanoseconds. */
  long refilled(long level, long elapsed) {
    long missing = full() - level;
    if (perSecond == 0 || missing <= 0 || elapsed > missing / perSecond) {
      return full();
    }
    return level + perSecond * elapsed;
  }

  /** Nanoseconds until a cost in tokens can be met; 0 when it can be now. */
  long delay(long level, long cost) {
    long missing = Math.min(cost, burst) * TOKEN - level;
    return perSecond == 0 || missing <= 0 ? 0 : (missing - 1) / perSecond + 1;
  }

  /**
   * The level of a bucket that was full once, when {@code used} tokens were taken from it in {@code
   * elapsed} nanoseconds: never in debt, since nobody knows when they were taken.
   */
  long seeded(long used, long elapsed) {
    double tokens = burst + (double) perSecond * Math.max(0, elapsed) / TOKEN - Math.max(0, used);
    return (long) (Math.max(0, Math.min(burst, tokens)) * TOKEN);
  }
}
