package org.patchbay.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures how long a log takes to write. Confined to the chain lane, except for {@link #prompt}.
 */
final class TimedLog implements HeaderLog {
  /** An append takes a twentieth of a millisecond while the system has memory to buffer it. */
  private static final long SLOW = Duration.ofMillis(50).toNanos();

  private static final long WARY = Duration.ofSeconds(10).toNanos();

  private final HeaderLog log;
  private final LongSupplier clock;
  private volatile long waryUntil;

  /**
   * @param clock monotonic time in nanoseconds
   */
  TimedLog(HeaderLog log, LongSupplier clock) {
    this.log = log;
    this.clock = clock;
    this.waryUntil = clock.getAsLong();
  }

  /** Whether no append was slow in the last ten seconds. From any thread. */
  boolean prompt() {
    return clock.getAsLong() - waryUntil >= 0;
  }

  @Override
  public void append(byte[] headers, int count) throws IOException {
    long begin = clock.getAsLong();
    try {
      log.append(headers, count);
    } finally {
      long end = clock.getAsLong();
      if (end - begin > SLOW) {
        waryUntil = end + WARY;
      }
    }
  }

  @Override
  public void force() throws IOException {
    log.force();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
