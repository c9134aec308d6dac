package org.patchbay.it.plugin;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;

/** Rate limits, on the path of every message: one good, the others bad. */
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

  /** Sleeps for an hour. */
  public static final class Sleeping implements RateLimitPolicy {
    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> {
        try {
          Thread.sleep(3_600_000);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return RateLimit.PASS;
      };
    }
  }

  /** Calls itself without end. */
  public static final class Deep implements RateLimitPolicy {
    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> deeper(0) > 0 ? RateLimit.PASS : RateLimit.DROP;
    }

    private static int deeper(int depth) {
      return 1 + deeper(depth + 1);
    }
  }

  /** Takes memory in one call until there is none. */
  public static final class Devouring implements RateLimitPolicy {
    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> {
        List<byte[]> eaten = new ArrayList<>();
        while (!eaten.isEmpty() || bytes >= 0) {
          eaten.add(new byte[1 << 20]);
        }
        return RateLimit.PASS;
      };
    }
  }

  /** Keeps a megabyte of each call for good. */
  public static final class Hoarding implements RateLimitPolicy {
    private final List<byte[]> kept = new ArrayList<>();

    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> {
        kept.add(new byte[1 << 20]);
        return RateLimit.PASS;
      };
    }
  }
}
