package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockDriftTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final ClockDrift drift = new ClockDrift();

  /** What it tells at a loop time when the wall clock is ahead by so many seconds. */
  private double moved(long second, double ahead) {
    return drift.moved(
        second * SECOND, BEGINNING.plusSeconds(second).plusMillis((long) (ahead * 1_000)));
  }

  @Test
  void aClockThatRunsDoesNotMove() {
    for (long second = 0; second < 5_000; second += 10) {
      assertEquals(0, moved(second, 0), 1e-3);
    }
  }

  @Test
  void aJumpIsToldForTenMinutes() {
    moved(0, 0);
    moved(300, 0);
    for (long second = 310; second <= 900; second += 10) {
      assertEquals(90, moved(second, 90), 1e-3);
    }
    assertEquals(0, moved(910, 90), 1e-3);
  }

  @Test
  void aClockThatIsSetBackIsToldToo() {
    moved(0, 0);
    assertEquals(-7.5, moved(10, -7.5), 1e-3);
  }

  @Test
  void aJumpThatWasUndoneIsOver() {
    moved(0, 0);
    assertEquals(3_600, moved(10, 3_600), 1e-3);
    assertEquals(0, moved(20, 0), 1e-3);
  }

  @Test
  void whatMovesSlowlyAddsUp() {
    double last = 0;
    for (long second = 0; second <= 3_000; second += 10) {
      last = moved(second, second / 100.0);
    }
    assertEquals(6, last, 1e-3);
  }
}
