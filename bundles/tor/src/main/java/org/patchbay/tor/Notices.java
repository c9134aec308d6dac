package org.patchbay.tor;

import java.util.concurrent.TimeUnit;

/**
 * Which lines are worth the log. Confined to the thread of the control connection.
 *
 * <p>Rule: the same is not said twice in a row, and no more than 20 lines in an hour. Why: a Tor
 * that comes and goes, or a stranger on its port, may have something new to say every second.
 */
final class Notices {
  static final int MOST = 20;
  static final long WINDOW = TimeUnit.HOURS.toNanos(1);

  private String last = "";
  private long since;
  private int lines;

  /**
   * Whether a line is to be logged.
   *
   * @param now monotonic nanoseconds
   */
  boolean news(String line, long now) {
    if (lines == 0 || now - since >= WINDOW) {
      since = now;
      lines = 0;
    }
    if (line.equals(last) || lines == MOST) {
      return false;
    }
    last = line;
    lines++;
    return true;
  }
}
