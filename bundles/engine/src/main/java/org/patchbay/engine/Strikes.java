package org.patchbay.engine;

/**
 * How often a policy failed. Confined to the node loop.
 *
 * <p>Rule: a policy is benched after {@code limit} strikes within a window. An overrun below ten
 * times the budget counts as a soft strike, of which every call in time takes a part back.
 *
 * <p>Reason: a pause of the garbage collector or of a busy machine falls into some call of every
 * policy; a slow policy is slow in most of its calls. An overrun by a factor of ten is no such
 * pause.
 */
final class Strikes {
  private static final double FORGIVEN_PER_CALL = 0.02;
  private static final int GROSS = 10;

  private final long[] times;
  private final long window;
  private int hard;
  private int total;
  private double soft;

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
  boolean timed(long nanos, long budget, long now) {
    if (nanos <= budget) {
      soft = Math.max(0, soft - FORGIVEN_PER_CALL);
      return false;
    }
    if (nanos >= GROSS * budget) {
      return add(now);
    }
    total++;
    soft++;
    return soft > times.length - 0.5;
  }

  /** Failures and overruns so far. */
  int total() {
    return total;
  }
}
