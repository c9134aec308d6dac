package org.patchbay.it.plugin;

import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;

/** Rate limits, on the path of every message: one good and four bad. */
public final class Limits {
  private Limits() {}

  /** Lets everything pass. */
  public static final class Open extends Late implements RateLimitPolicy {
    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> {
        called();
        return RateLimit.PASS;
      };
    }
  }

  /** Throws. */
  public static final class Throwing implements RateLimitPolicy {
    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> {
        throw new IllegalStateException("broken on purpose");
      };
    }
  }

  /** Answers null. */
  public static final class Null implements RateLimitPolicy {
    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> null;
    }
  }

  /** Takes 50 ms a call. */
  public static final class Slow implements RateLimitPolicy {
    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> {
        long end = System.nanoTime() + 50_000_000;
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        return RateLimit.PASS;
      };
    }
  }

  /** Drops a ping, which no policy may. */
  public static final class DropsAll implements RateLimitPolicy {
    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> RateLimit.DROP;
    }
  }

  /** Does not come back while its bundle lives, and hears no interruption. */
  public static final class Endless implements RateLimitPolicy, AutoCloseable {
    private volatile boolean never;

    @Override
    public void close() {
      never = true; // lets the lost thread of the test end
    }

    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> {
        while (!never) {
          Thread.onSpinWait();
        }
        return RateLimit.PASS;
      };
    }
  }
}
