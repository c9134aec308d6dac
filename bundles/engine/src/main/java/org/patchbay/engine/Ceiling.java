package org.patchbay.engine;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * How many connections one slot's policies may end within a minute. Confined to the node loop.
 *
 * <p>Reason: a policy that loses its mind, or that is played, must not empty the node.
 */
final class Ceiling {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final ArrayDeque<Long> ended = new ArrayDeque<>();

  /** Whether one more may be ended now; counted when it may. */
  boolean allow(int perMinute, long now) {
    while (!ended.isEmpty() && now - ended.peek() >= MINUTE) {
      ended.remove();
    }
    if (ended.size() >= perMinute) {
      return false;
    }
    ended.add(now);
    return true;
  }
}
