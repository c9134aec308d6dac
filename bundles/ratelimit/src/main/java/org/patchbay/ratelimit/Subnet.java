package org.patchbay.ratelimit;

/** What all peers of one group have left together. Confined to the node loop. */
final class Subnet {
  private static final double DAY = 86_400e9;
  private static final long LONGEST = Long.MAX_VALUE / 2;

  private final Allowance bucket;
  private double quota;
  private long filledAt;

  /** A group of which nothing is known. */
  Subnet(SubnetLimits limits, long now) {
    bucket = new Allowance(limits.group(), 0, 0, 0, now);
    quota = limits.daily();
    filledAt = now;
  }

  /** One of its peers sent this much since it connected, of which the last day counts. */
  void seed(long bytes, long elapsed, double daily) {
    double lastDay = Math.max(0, bytes) * Math.min(1, DAY / Math.max(1, elapsed));
    quota = Math.min(quota, Math.max(0, daily - lastDay));
  }

  /** Takes one message and answers 0, or takes nothing and answers the nanoseconds to wait. */
  long take(SubnetLimits limits, int size, long now) {
    long wait = quotaDelay(limits.daily(), size, now);
    if (wait == 0) {
      wait = bucket.take(limits.group(), size, now);
    }
    if (wait == 0) {
      quota -= size;
    }
    return wait;
  }

  private long quotaDelay(double daily, int size, long now) {
    if (daily == 0) {
      return 0;
    }
    double elapsed = Math.max(0, (double) now - filledAt);
    quota = Math.min(daily, quota + daily * elapsed / DAY);
    filledAt = Math.max(filledAt, now);
    double missing = Math.min(size, daily) - quota;
    return missing <= 0 ? 0 : (long) Math.min(LONGEST, Math.ceil(missing / daily * DAY) + 1);
  }
}
