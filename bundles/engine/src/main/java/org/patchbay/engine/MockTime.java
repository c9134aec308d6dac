package org.patchbay.engine;

import java.time.Duration;
import java.time.Instant;

/** The part of a clock that tests may move. From any thread. */
final class MockTime {
  private volatile long leapt;
  private volatile Instant stands;

  /** Monotonic nanoseconds of the system's. */
  long now(long system) {
    return system + leapt;
  }

  /** Wall-clock time of the system's. */
  Instant wall(Instant system) {
    Instant mocked = stands;
    return mocked == null ? system : mocked;
  }

  /** Sets the wall clock; monotonic time leaps by as much as it moved forward. */
  synchronized void set(long unixSeconds, Instant system) {
    Instant before = wall(system);
    stands = unixSeconds == 0 ? null : Instant.ofEpochSecond(unixSeconds);
    Duration moved = Duration.between(before, wall(system));
    if (!moved.isNegative()) {
      forward(moved);
    }
  }

  /** Monotonic time leaps. */
  synchronized void forward(Duration by) {
    leapt += by.toNanos();
  }
}
