package org.patchbay.engine;

/**
 * The loop's time for views that only shadows want: two hundredths of the time that passes, saved
 * up to four milliseconds. Confined to the node loop.
 *
 * <p>Reason: a policy that is only tried must not cost the node its pace. What is beyond the ration
 * is left out and counted.
 */
final class Ration {
  private static final double FADING = 0.98;
  private static final int SHARE = 50;
  private static final long MOST = 4_000_000;

  private long saved = MOST;
  private long at;
  private double each = 1_000;

  /** Whether views of so many peers may be made now. */
  boolean allows(int views, long now) {
    saved = Math.min(MOST, saved + Math.max(0, now - at) / SHARE);
    at = now;
    if (saved > 0 && views * each <= MOST) {
      return true;
    }
    each *= FADING; // One reading that a pause spoilt must not shut the door for good.
    return false;
  }

  /** They were made, and took that long. */
  void spent(int views, long nanos) {
    saved -= nanos;
    if (views > 0) {
      each += 0.1 * ((double) nanos / views - each);
    }
  }
}
