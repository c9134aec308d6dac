package org.patchbay.engine;

/**
 * How often a policy failed. Confined to the node loop.
 *
 * <p>Rule: a policy is benched after {@code limit} failures within a window. Overruns are counted
 * apart: each call in time takes a part of one back, a smaller part where the budget was overrun by
 * a factor of ten.
 *
 * <p>Reason: a pause of the garbage collector, or of a busy machine that gives the loop no core,
 * falls into some call of every policy; a slow policy is slow in many of its calls.
 */
final class Strikes {
  private static final double FORGIVEN_PER_CALL = 0.02;
  private static final double FORGIVEN_GROSS_PER_CALL = 0.005;
  private static final int GROSS = 10;

  private final long[] times;
  private final long window;
  private int hard;
  private int total;
  private double overruns;
  private double gross;

  /**
   * No strikes yet.
   *
   * @param limit strikes that bench, at least 1
   * @param window nanoseconds in which they fall
   */
  Strikes(int limit, long window) {
    this.times = new long[limit];
    this.window = window;
  }

  /** A failure; answers true when it is one too many. */
  boolean add(long now) {
    times[hard % times.length] = now;
    hard++;
    total++;
    // Once this one is written, the next place holds the oldest of the last `limit` strikes.
    return hard >= times.length && now - times[hard % times.length] <= window;
  }

  /** A timed call; answers true when it is one overrun too many. */
  boolean timed(long nanos, long budget) {
    if (nanos <= budget) {
      overruns = Math.max(0, overruns - FORGIVEN_PER_CALL);
      gross = Math.max(0, gross - FORGIVEN_GROSS_PER_CALL);
      return false;
    }
    total++;
    overruns++;
    gross += nanos >= GROSS * budget ? 1 : 0;
    return Math.max(overruns, gross) > times.length - 0.5;
  }

  /** Failures and overruns so far. */
  int total() {
    return total;
  }
}
