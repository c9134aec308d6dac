package org.patchbay.engine;

import java.util.random.RandomGenerator;

/** Exponential waits with jitter. Immutable. */
record Backoff(long first, long last) {
  /**
   * Nanoseconds to wait after so many failures in a row, at least half of the full wait.
   *
   * @param failures at least 1
   */
  long after(int failures, RandomGenerator random) {
    long full = Math.min(last, first << Math.min(failures - 1, 20));
    return full / 2 + random.nextLong(full / 2 + 1);
  }
}
