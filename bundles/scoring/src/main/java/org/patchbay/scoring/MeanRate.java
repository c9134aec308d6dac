package org.patchbay.scoring;

/**
 * The exponentially weighted mean of how fast a counter rises, per second. Confined to the node
 * loop.
 *
 * <p>It may be looked at as often or as rarely as one likes: between two looks the rate is taken as
 * even.
 */
final class MeanRate {
  private static final double SECOND = 1e9;

  private double perSecond;
  private double counter;
  private long countedAt;

  /** A counter that began at 0 some nanoseconds ago and rose evenly since. */
  MeanRate(double counter, long elapsed, double meanSeconds, long now) {
    this.countedAt = now - Math.max(0, elapsed);
    count(counter, meanSeconds, now);
  }

  /** The mean with the counter as it is now. */
  double count(double counter, double meanSeconds, long now) {
    double seconds = (now - countedAt) / SECOND;
    if (seconds > 0) {
      double rate = Math.max(0, counter - this.counter) / seconds;
      perSecond += (rate - perSecond) * -Math.expm1(-seconds / meanSeconds);
      this.counter = counter;
      countedAt = now;
    }
    return perSecond;
  }
}
