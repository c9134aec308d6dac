package org.patchbay.engine.plan;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Falls due at times that nobody outside can foretell: the waits are exponential. Confined to the
 * node loop.
 */
final class PoissonTimer {
  private long mean;
  private final RandomGenerator random;
  private long next;

  PoissonTimer(Duration mean, RandomGenerator random, long now) {
    this.mean = mean.toNanos();
    this.random = random;
    restart(now);
  }

  /** Takes another mean time; begins anew when it is another one. */
  void every(Duration other, long now) {
    if (other.toNanos() != mean) {
      mean = other.toNanos();
      restart(now);
    }
  }

  boolean due(long now) {
    return now - next > 0;
  }

  void restart(long now) {
    next = now + (long) (-Math.log(1 - random.nextDouble()) * mean);
  }
}
