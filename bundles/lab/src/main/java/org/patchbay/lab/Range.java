package org.patchbay.lab;

import java.util.random.RandomGenerator;

/** Milliseconds from which chance picks. Immutable. */
record Range(long least, long most) {
  private static final long NANOS = 1_000_000;

  static Range seconds(long least, long most) {
    return new Range(least * 1_000, most * 1_000);
  }

  /** One duration in nanoseconds. */
  long pick(RandomGenerator random) {
    return least == most ? least * NANOS : random.nextLong(least * NANOS, most * NANOS + 1);
  }
}
