package org.patchbay.engine;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * How often something may be done within a minute: connections that one slot's policies end,
 * attempts of remedies, lines of the log. Confined to the node loop.
 *
 * <p>Reason: a policy that loses its mind, or that is played, must not empty the node.
 */
final class Ceiling {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final ArrayDeque<Long> done = new ArrayDeque<>();

  /** Whether it may be done once more now; counted when it may. */
  boolean allow(int perMinute, long now) {
    if (count(now) >= perMinute) {
      return false;
    }
    done.add(now);
    return true;
  }

  /** How often it was done within the last minute. */
  int count(long now) {
    while (!done.isEmpty() && now - done.peek() >= MINUTE) {
      done.remove();
    }
    return done.size();
  }
}
