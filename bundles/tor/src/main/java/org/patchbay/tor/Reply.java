package org.patchbay.tor;

import java.util.List;
import java.util.Optional;

/**
 * What Tor says at once. Immutable. One character stands for one byte.
 *
 * @param status three digits; from 600 on it is an event that nobody asked for
 * @param lines what follows the status, without the ends of lines, the lines of data too
 */
record Reply(int status, List<String> lines) {
  static final int OK = 250;
  static final int SYNTAX_ERROR = 512;
  private static final int EVENTS = 600;

  boolean ok() {
    return status == OK;
  }

  boolean event() {
    return status >= EVENTS;
  }

  /** What follows a word or a key in the first line that begins with it. */
  Optional<String> after(String beginning) {
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .map(line -> line.substring(beginning.length()));
  }

  /** For people: the status and the beginning of the last line, which says what went wrong. */
  @Override
  public String toString() {
    String last = lines.get(lines.size() - 1);
    return status + " " + Text.printable(last);
  }
}
