package org.patchbay.shell.attach;

import java.util.HashMap;
import java.util.Map;

/**
 * What a client asks for: lines {@code key=value}, an empty line, commands.
 *
 * @param interactive a person at a terminal; otherwise the commands are run
 * @param json whether what commands return is printed as JSON
 * @param term the terminal's type, {@code dumb} when it is unknown
 */
record Request(
    boolean interactive, boolean json, String term, int columns, int rows, String commands) {
  private static final String VERSION = "1";
  private static final int WIDEST = 10_000;

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  static Request parse(String text) {
    String[] parts = text.split("\n\n", 2);
    Map<String, String> head = new HashMap<>();
    for (String line : parts[0].split("\n")) {
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("line \"" + line + "\" of a request: key=value");
      }
      head.put(line.substring(0, equals), line.substring(equals + 1));
    }
    String version = head.getOrDefault("patchbay-shell", "");
    if (!version.equals(VERSION)) {
      throw new IllegalArgumentException(
          "the client speaks version \"%s\" of the shell, the node %s".formatted(version, VERSION));
    }
    String term = head.getOrDefault("term", "");
    return new Request(
        head.getOrDefault("mode", "").equals("terminal"),
        head.getOrDefault("json", "").equals("true"),
        term.matches("[A-Za-z0-9_.+-]{1,40}") ? term : "dumb",
        size(head.getOrDefault("columns", ""), 80),
        size(head.getOrDefault("rows", ""), 24),
        parts.length < 2 ? "" : parts[1]);
  }

  /** A width or height that a terminal may have. */
  static int size(String word, int otherwise) {
    int value = word.matches("\\d{1,5}") ? Integer.parseInt(word) : 0;
    return value < 1 || value > WIDEST ? otherwise : value;
  }
}
