package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.contract.RateLimitContract;

/** What every rate limit policy must keep, and what this one is for. */
class {{class}}Test extends RateLimitContract {
  @Override
  protected RateLimitPolicy policy() {
    return new {{class}}();
  }

  /** Ten minutes on virtual time: a hundred announcements and a ping each second. */
  @Test
  void ofAFloodOfAnnouncementsSoManyPassAMinuteAndEveryPing() {
    VirtualLoop loop = new VirtualLoop(1);
    PeerLimit limit = policy().open(FakePeer.inbound(), loop.now());
    AtomicInteger announced = new AtomicInteger();
    AtomicInteger pings = new AtomicInteger();
    for (int second = 0; second < 600; second++) {
      loop.after(
          Duration.ofSeconds(second),
          () -> {
            for (int i = 0; i < 100; i++) {
              announced.addAndGet(passes(limit, "inv", loop.now()));
            }
            pings.addAndGet(passes(limit, "ping", loop.now()));
          });
    }

    loop.advance(Duration.ofMinutes(10));

    assertEquals(10 * {{class}}.PER_MINUTE, announced.get());
    assertEquals(600, pings.get());
  }

  private static int passes(PeerLimit limit, String command, long now) {
    return limit.onMessage(command, 100, now).equals(RateLimit.PASS) ? 1 : 0;
  }
}
