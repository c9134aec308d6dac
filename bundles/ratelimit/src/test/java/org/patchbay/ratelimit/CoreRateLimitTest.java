package org.patchbay.ratelimit;

import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.RateLimitContract;

class CoreRateLimitTest extends RateLimitContract {
  @Override
  protected RateLimitPolicy policy() {
    return new CoreRateLimit();
  }

  @Test
  void everythingPasses() {
    RateLimitPolicy.PeerLimit limit = policy().open(FakePeer.inbound(), 0);
    for (int i = 0; i < 10_000; i++) {
      assertSame(RateLimit.PASS, limit.onMessage("addr", Integer.MAX_VALUE, 0));
    }
  }
}
