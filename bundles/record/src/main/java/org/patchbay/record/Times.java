package org.patchbay.record;

/**
 * How long calls took: a histogram with sixteen steps for each doubling, so that a percentile is
 * right to six in a hundred. Not thread-safe.
 */
final class Times {
  private static final int STEPS = 4;

  private final long[] counts = new long[64 << STEPS];
  private long count;
  private long max;

  void add(long nanos) {
    long value = Math.max(0, nanos);
    counts[place(value)]++;
    count++;
    max = Math.max(max, value);
  }

  private static int place(long value) {
    int exponent = 63 - Long.numberOfLeadingZeros(value | 1 << STEPS);
    int shift = exponent - STEPS;
    return (shift << STEPS) + (int) (value >> shift);
  }

  long max() {
    return max;
  }

  /** A time that so many of a hundred calls did not exceed, in nanoseconds; 0 without calls. */
  long percentile(int percent) {
    long wanted = (count * percent + 99) / 100;
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return Math.min(max, highest(i));
      }
    }
    return 0;
  }

  /** The largest value that counts at a place. */
  private static long highest(int place) {
    int shift = Math.max(0, (place >> STEPS) - 1);
    long value = place - ((long) shift << STEPS);
    return (value + 1 << shift) - 1;
  }
}
