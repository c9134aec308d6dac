package org.patchbay.scoring;

/**
 * The exponentially weighted mean of bytes per second. Confined to the node loop.
 *
 * <p>It may be looked at as often or as rarely as one likes: between two looks the rate is taken as
 * even.
 */
final class ByteRate {
  private static final double SECOND = 1e9;

  private double perSecond;
  private long bytes;
  private long countedAt;

  /** A count that began at 0 some nanoseconds ago and rose evenly since. */
  ByteRate(long bytes, long elapsed, double meanSeconds, long now) {
    this.countedAt = now - Math.max(0, elapsed);
    count(bytes, meanSeconds, now);
  }

  /** The mean with the count of now. */
  double count(long bytes, double meanSeconds, long now) {
    double seconds = (now - countedAt) / SECOND;
    if (seconds > 0) {
      double rate = Math.max(0, bytes - this.bytes) / seconds;
      perSecond += (rate - perSecond) * -Math.expm1(-seconds / meanSeconds);
      this.bytes = bytes;
      countedAt = now;
    }
    return perSecond;
  }
}
