package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MockTimeTest {
  private static final Instant SYSTEM = Instant.ofEpochSecond(1_000);

  private final MockTime time = new MockTime();

  @Test
  void theWallClockStandsAndMonotonicTimeLeaps() {
    time.set(1_600, SYSTEM);
    assertEquals(Instant.ofEpochSecond(1_600), time.wall(SYSTEM.plusSeconds(5)));
    assertEquals(Duration.ofSeconds(600).toNanos() + 7, time.now(7));
    time.set(1_500, SYSTEM);
    assertEquals(Instant.ofEpochSecond(1_500), time.wall(SYSTEM));
    assertEquals(Duration.ofSeconds(600).toNanos() + 7, time.now(7), "never back");
    time.set(0, SYSTEM);
    assertEquals(SYSTEM, time.wall(SYSTEM));
  }

  @Test
  void aLeapWakesEveryTimer() throws InterruptedException {
    NodeLoop loop = new NodeLoop(Duration.ofSeconds(10));
    try {
      CountDownLatch woken = new CountDownLatch(2);
      loop.after(Duration.ofHours(1), woken::countDown);
      loop.after(Duration.ofHours(2), woken::countDown);
      loop.set(loop.wallTime().getEpochSecond() + 3_601);
      loop.forward(Duration.ofHours(1));
      assertTrue(woken.await(10, TimeUnit.SECONDS));
    } finally {
      loop.stop();
    }
  }
}
