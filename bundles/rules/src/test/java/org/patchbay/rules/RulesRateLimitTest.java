package org.patchbay.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.contract.RateLimitContract;

class RulesRateLimitTest {
  private static final long SECOND = 1_000_000_000;

  @Nested
  class WithoutRules extends RateLimitContract {
    @Override
    protected RateLimitPolicy policy() {
      return new RulesRateLimit(Given.rules());
    }
  }

  @Nested
  class WithRules extends RateLimitContract {
    @Override
    protected RateLimitPolicy policy() {
      return new RulesRateLimit(Given.rules("rule all", "when true", "then throttle 20 MB/s"));
    }
  }

  private final FakePeer peer = FakePeer.inbound().established();

  @Test
  void messagesBeyondTheRateWait() {
    KeptRules rules = Given.rules("rule slow", "when agent != ''", "then throttle 4/s");
    PeerLimit limit = new RulesRateLimit(rules).open(peer, 0);
    for (int i = 0; i < 4; i++) {
      assertEquals(RateLimit.PASS, limit.onMessage("ping", 32, 0));
    }
    assertEquals(new RateLimit.Pause(SECOND / 4), limit.onMessage("ping", 32, 0));
    assertEquals(1, rules.inForce().get(0).hits());
    assertEquals(RateLimit.PASS, limit.onMessage("ping", 32, SECOND / 4));
  }

  @Test
  void aMessageLargerThanTheRatePassesAndLeavesADebt() {
    PeerLimit limit =
        new RulesRateLimit(Given.rules("rule slow", "when true", "then throttle 1 kB/s"))
            .open(peer, 0);
    assertEquals(RateLimit.PASS, limit.onMessage("block", 3_000, 0));
    assertEquals(new RateLimit.Pause(2 * SECOND + SECOND / 10), limit.onMessage("ping", 100, 0));
  }

  @Test
  void aLookFindsWhatChanged() {
    VirtualLoop loop = new VirtualLoop(1);
    KeptRules rules =
        Given.rules(
            loop,
            "rule heavy",
            "when bytes_today > 500",
            "then throttle 1/s",
            "until 2026-01-01T00:01:00Z");
    PeerLimit limit = new RulesRateLimit(rules).open(peer, 0);
    assertPasses(true, limit, 0);
    peer.bytesIn(501);
    assertPasses(true, limit, 0);
    limit.look(peer, 0);
    assertPasses(false, limit, 0);
    limit.look(peer, 1);
    assertPasses(false, limit, 1);
    peer.bytesBefore(501).bytesOut(501); // midnight
    limit.look(peer, 1);
    assertPasses(true, limit, 1);
    peer.bytesBefore(0);
    limit.look(peer, 2);
    assertPasses(false, limit, 2);
    Given.take(rules, "# none");
    limit.look(peer, 3);
    assertPasses(true, limit, 3);
  }

  @Test
  void aRuleEndsBetweenTwoLooks() {
    PeerLimit limit =
        new RulesRateLimit(
                Given.rules(
                    "rule x", "when true", "then throttle 1/s", "until 2026-01-01T00:01:00Z"))
            .open(peer, 0);
    assertPasses(false, limit, 0);
    assertPasses(true, limit, Duration.ofMinutes(1).toNanos());
  }

  /** Two messages at once. */
  private static void assertPasses(boolean expected, PeerLimit limit, long now) {
    limit.onMessage("ping", 32, now);
    assertEquals(expected, limit.onMessage("ping", 32, now) == RateLimit.PASS);
  }
}
