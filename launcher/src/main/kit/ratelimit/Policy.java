package {{package}};

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;

/**
 * Drops announcements beyond a thousand messages a minute; all else passes. The default limits no
 * message at all.
 */
@Component(name = "{{bundle}}", property = "policy.name={{name}}")
public final class {{class}} implements RateLimitPolicy {
  static final int PER_MINUTE = 1_000;
  private static final long MINUTE = 60_000_000_000L;

  @Override
  public PeerLimit open(PeerView peer, long now) {
    return new Minute(now);
  }

  private static final class Minute implements PeerLimit {
    private long begun;
    private int announced;

    Minute(long now) {
      begun = now;
    }

    @Override
    public RateLimit onMessage(String command, int bytes, long now) {
      if (!command.equals("inv")) {
        return RateLimit.PASS;
      }
      if (now < begun || now - begun >= MINUTE) {
        begun = now;
        announced = 0;
      }
      return announced++ < PER_MINUTE ? RateLimit.PASS : RateLimit.DROP;
    }
  }
}
