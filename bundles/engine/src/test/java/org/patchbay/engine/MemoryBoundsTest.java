package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.NetworkAddress;

/** What strangers make the node remember is bounded. */
class MemoryBoundsTest {
  private static NetworkAddress address(int number) {
    byte[] bytes = {11, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    return NetworkAddress.of(NetworkAddress.IPV4, bytes, number % 1000);
  }

  @Test
  void theLastFiftyThousandOffendersAreRemembered() {
    Discouraged discouraged = new Discouraged();
    discouraged.add(address(0));
    for (int i = 1; i < 50_000; i++) {
      discouraged.add(address(i));
    }
    discouraged.add(address(0));
    assertEquals(50_000, discouraged.size());
    discouraged.add(address(50_000));
    assertEquals(50_000, discouraged.size());
    assertTrue(discouraged.contains(address(0).withPort(7)));
    assertFalse(discouraged.contains(address(1)));
  }

  @Test
  void returnsAreSpacedFurtherEachTimeUpToSixHours() {
    Returns returns = new Returns();
    SplittableRandom random = new SplittableRandom(1);
    for (int times = 1; times <= 20; times++) {
      returns.dropped(address(1), random, 0);
      long full = Math.min(TimeUnit.HOURS.toSeconds(6), 30L << Math.min(times - 1, 12));
      long wait = TimeUnit.NANOSECONDS.toSeconds(returns.remaining(address(1), 0));
      assertTrue(wait >= full / 2 - 1 && wait <= full, "wait " + wait + " s of " + full);
    }
    assertEquals(0, returns.remaining(address(1), TimeUnit.HOURS.toNanos(6)));
    for (int i = 2; i < 10_003; i++) {
      returns.dropped(address(i), random, 0);
    }
    assertEquals(0, returns.remaining(address(1), 0));
  }

  @Test
  void backOffDoublesWithJitterUpToItsBound() {
    Backoff backoff = new Backoff(1000, 60_000);
    SplittableRandom random = new SplittableRandom(1);
    for (int failures = 1; failures < 100; failures++) {
      long full = failures > 6 ? 60_000 : 1000L << (failures - 1);
      long wait = backoff.after(failures, random);
      assertTrue(wait >= full / 2 && wait <= full, "wait " + wait + " of " + full);
    }
  }

  @Test
  void theCeilingMovesWithTime() {
    Ceiling ceiling = new Ceiling();
    long second = TimeUnit.SECONDS.toNanos(1);
    for (int i = 0; i < 5; i++) {
      assertTrue(ceiling.allow(5, i * second));
    }
    assertFalse(ceiling.allow(5, 59 * second));
    assertTrue(ceiling.allow(5, 60 * second));
    assertFalse(ceiling.allow(5, 60 * second));
  }

  @Test
  void endedConnectionsAreCountedAllAndKeptOnlyTheLast() {
    TestNode node = new TestNode().start();
    for (int i = 0; i < 1_050; i++) {
      Stranger stranger = node.silent();
      stranger.link().close(CloseReason.of(CloseReason.Code.SHUTDOWN));
      node.loop.advance(Duration.ofMillis(100));
    }
    assertEquals(1_000, node.engine.ended().size());
    assertEquals(1_050, node.engine.ended().get(999).peer().id());
    assertEquals(
        1_050L, node.engine.endedByReason().get(CloseReason.Code.REMOTE_CLOSED).longValue());
    assertEquals(0, node.engine.totals().connected());
  }
}
