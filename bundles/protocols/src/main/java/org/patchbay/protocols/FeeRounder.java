package org.patchbay.protocols;

import java.util.random.RandomGenerator;

/**
 * Rounds a fee rate to a bucket (protocol-facts §13.9). Immutable.
 *
 * <p>Rule: 0, 50, and from there a tenth more each up to 10,000,000 satoshi per 1000 virtual bytes;
 * the first that is not below, and in two cases of three, or beyond the last, one lower. Why: an
 * exact minimum would tell on all our connections that they end at the same node.
 */
final class FeeRounder {
  /** The least fee rate that is relayed at all: nothing is asked for below it. */
  static final long MINIMUM = 100;

  private static final double FIRST = Math.max(1, MINIMUM / 2);
  private static final double LARGEST = 1e7;
  private static final double STEP = 1.1;
  private static final double[] BUCKETS = buckets();

  private FeeRounder() {}

  private static double[] buckets() {
    double[] buckets = new double[256];
    int count = 1;
    for (double bucket = FIRST; bucket <= LARGEST; bucket *= STEP) {
      buckets[count++] = bucket;
    }
    return java.util.Arrays.copyOf(buckets, count);
  }

  static long round(long rate, RandomGenerator random) {
    int at = 0;
    while (at < BUCKETS.length && BUCKETS[at] < rate) {
      at++;
    }
    if (at == BUCKETS.length || at > 0 && random.nextInt(3) != 0) {
      at--;
    }
    return (long) BUCKETS[at];
  }

  /** What stands for "nothing at all": the last bucket. */
  static long highest() {
    return (long) BUCKETS[BUCKETS.length - 1];
  }
}
