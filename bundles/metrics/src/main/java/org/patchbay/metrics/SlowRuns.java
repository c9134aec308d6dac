package org.patchbay.metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that a message waited or took too long, but no more often than it may. Confined
 * to the node loop.
 */
final class SlowRuns {
  private static final Logger LOG = LoggerFactory.getLogger(SlowRuns.class);

  private long lines;
  private long silent;
  private long lastLine;

  /**
   * One slow run.
   *
   * @param pause nanoseconds between two lines, at least
   */
  void note(Row row, long peer, int count, long queued, long handled, long now, long pause) {
    row.slow(queued, handled);
    if (lines > 0 && now - lastLine < pause) {
      silent++;
      return;
    }
    LOG.warn(
        "slow: {} \"{}\" from peer {} waited {} ms and took {} ms; {} more since the last such line",
        count,
        row.command,
        peer,
        queued / 1_000_000,
        handled / 1_000_000,
        silent);
    lines++;
    lastLine = now;
    silent = 0;
  }

  long lines() {
    return lines;
  }
}
