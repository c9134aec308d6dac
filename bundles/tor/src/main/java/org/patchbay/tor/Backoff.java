package org.patchbay.tor;

import java.time.Duration;

/**
 * Waits that grow by half, from a second to ten minutes (protocol-facts §19.3). Confined to the
 * thread of the control connection.
 */
final class Backoff {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LAST = Duration.ofMinutes(10);

  private Duration next = FIRST;

  /** The wait before the next attempt. */
  Duration next() {
    Duration now = next;
    Duration longer = now.multipliedBy(3).dividedBy(2);
    next = longer.compareTo(LAST) > 0 ? LAST : longer;
    return now;
  }

  /** An attempt came to its end. */
  void reset() {
    next = FIRST;
  }
}
