package org.patchbay.metrics;

import org.HdrHistogram.Histogram;
import org.patchbay.api.metrics.Metrics.Times;

/**
 * A histogram of nanoseconds up to an hour, with an error below 1 %. Confined to the node loop. Its
 * memory, about 36 kB, is taken with the first value and never grows.
 */
final class Durations {
  static final long LONGEST = 3_600_000_000_000L;
  private static final int DIGITS = 2;

  private Histogram histogram;

  /** Notes that something took {@code nanos}, {@code count} times. */
  void add(long nanos, int count) {
    Histogram own = histogram;
    if (own == null) {
      own = histogram = new Histogram(LONGEST, DIGITS);
    }
    long value = nanos < 0 ? 0 : Math.min(nanos, LONGEST);
    if (count == 1) {
      own.recordValue(value);
    } else {
      own.recordValueWithCount(value, count);
    }
  }

  /** A copy for another thread. */
  Copy copy() {
    return new Copy(histogram == null ? null : histogram.copy());
  }

  /** What was measured up to one moment. Confined to whoever asked for it. */
  record Copy(Histogram histogram) {
    Times times() {
      if (histogram == null) {
        return new Times(0, 0, 0, 0);
      }
      return new Times(
          histogram.getTotalCount(),
          histogram.getValueAtPercentile(50),
          histogram.getValueAtPercentile(99),
          histogram.getMaxValue());
    }
  }
}
