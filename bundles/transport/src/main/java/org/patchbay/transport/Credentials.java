package org.patchbay.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Made-up names, no two alike: 16 hex digits of this run, and a counter (protocol-facts §19.2).
 * Thread-safe.
 */
final class Credentials {
  private final long run;
  private final AtomicLong counter = new AtomicLong();

  /**
   * @param run a number that nobody else can know
   */
  Credentials(long run) {
    this.run = run;
  }

  String next() {
    return "%016x-%d".formatted(run, counter.getAndIncrement());
  }
}
