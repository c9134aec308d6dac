package org.patchbay.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.RateLimitContract;

class FairRateLimitTest extends RateLimitContract {
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;

  @Override
  protected RateLimitPolicy policy() {
    return with();
  }

  private static FairRateLimit with(Object... keysAndValues) {
    return new FairRateLimit(config(keysAndValues));
  }

  private static FairRateLimit.Config config(Object... keysAndValues) {
    return FakeConfig.of(FairRateLimit.Config.class, keysAndValues);
  }

  /** A hundred kilobytes a round, and nothing for a message besides its bytes. */
  private static FairRateLimit narrow() {
    return with("bytes.rate", 1_000_000L, "message.bytes", 0);
  }

  /** Somebody who sends messages of one size whenever he may. */
  private static final class Flood {
    private final PeerLimit limit;
    private final int size;
    private long freeAt;
    long bytes;

    Flood(RateLimitPolicy policy, int size) {
      this.limit = policy.open(FakePeer.inbound(), 0);
      this.size = size;
    }

    void send(long now) {
      while (now >= freeAt) {
        if (limit.onMessage("tx", size, now) instanceof RateLimit.Pause pause) {
          freeAt = now + pause.nanos();
        } else {
          bytes += size;
        }
      }
    }
  }

  private static void flood(List<Flood> floods, int fromMillis, int untilMillis) {
    for (long millis = fromMillis; millis < untilMillis; millis++) {
      for (Flood each : floods) {
        each.send(millis * MILLISECOND);
      }
    }
  }

  @Test
  void belowTheRateNobodyWaits() {
    FairRateLimit policy = narrow();
    PeerLimit limit = policy.open(FakePeer.inbound(), 0);
    for (int i = 0; i < 10_000; i++) {
      assertEquals(RateLimit.PASS, limit.onMessage("tx", 900, i * MILLISECOND));
    }
  }

  @Test
  void aloneOneMayUseItAll() {
    Flood flood = new Flood(narrow(), 1_000);
    flood(List.of(flood), 0, 10_000);
    assertEquals(10_000_000, flood.bytes, 0.03 * 10_000_000);
  }

  @Test
  void theRateIsSharedInEqualPartsWhateverTheSizeOfTheirMessages() {
    FairRateLimit policy = narrow();
    List<Flood> floods = new ArrayList<>();
    for (int size : new int[] {50, 500, 5_000, 50_000, 500_000}) {
      floods.add(new Flood(policy, size));
    }
    flood(floods, 0, 100_000);
    for (Flood each : floods) {
      assertEquals(20_000_000, each.bytes, 0.06 * 20_000_000, each.size + " bytes a message");
    }
    assertEquals(100_000_000, floods.stream().mapToLong(each -> each.bytes).sum(), 3_000_000);
  }

  @Test
  void aQuietPeerPassesAtOnceInTheMidstOfAFlood() {
    FairRateLimit policy = narrow();
    List<Flood> floods = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      floods.add(new Flood(policy, 3_000));
    }
    PeerLimit quiet = policy.open(FakePeer.inbound(), 0);
    for (int second = 0; second < 60; second++) {
      flood(floods, 1_000 * second, 1_000 * second + 1_000);
      assertEquals(RateLimit.PASS, quiet.onMessage("ping", 32, (second + 1) * SECOND - 1));
    }
  }

  @Test
  void nobodySavesUpForABurst() {
    FairRateLimit policy = narrow();
    Flood steady = new Flood(policy, 1_000);
    Flood late = new Flood(policy, 1_000);
    late.send(0);
    flood(List.of(steady), 0, 60_000);
    long before = late.bytes;
    flood(List.of(steady, late), 60_000, 61_000);
    assertEquals(500_000, late.bytes - before, 100_000);
  }

  @Test
  void whoGoesLeavesHisPart() {
    FairRateLimit policy = narrow();
    List<Flood> floods = List.of(new Flood(policy, 1_000), new Flood(policy, 1_000));
    flood(floods, 0, 10_000);
    long before = floods.get(0).bytes;
    flood(floods.subList(0, 1), 10_000, 20_000);
    assertEquals(10_000_000, floods.get(0).bytes - before, 500_000);
  }

  @Test
  void aChangeIsInForceAtOnce() {
    FairRateLimit policy = narrow();
    Flood flood = new Flood(policy, 1_000);
    flood.send(0);
    PeerLimit limit = policy.open(FakePeer.inbound(), 0);
    while (limit.onMessage("tx", 10_000, 0) == RateLimit.PASS) {}
    assertInstanceOf(RateLimit.Pause.class, limit.onMessage("tx", 10_000, 1));
    policy.modified(config("bytes.rate", 1_000_000_000L, "message.bytes", 0));
    assertEquals(RateLimit.PASS, limit.onMessage("tx", 10_000, 2));
    assertTrue(flood.bytes > 0);
  }
}
