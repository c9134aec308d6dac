package org.patchbay.launcher.attach;

import java.io.File;

/**
 * The words after {@code patchbay sh}.
 *
 * @param folder the node's
 * @param commands empty when a person types or stdin holds them
 * @param help whether only the usage is wanted
 */
record Call(File folder, boolean json, String commands, boolean help) {
  static final String USAGE =
      """
      Usage: patchbay sh [--data DIR] [--json] [COMMAND...]
      Runs commands of the shell in a node that runs, or gives a shell there.
            --data DIR   The node's folder, as it was started with.
            --json       Prints what commands return as JSON; spans of time in nanoseconds.
            --help       Prints this and exits.
      Without COMMAND and without a terminal, commands are read from stdin, one a line.
      exit and Ctrl-D leave the node running; stop stops it.
      Exit codes: 0 done, 1 a command failed, 2 asked wrongly, 3 no node.
      """;

  /**
   * Reads them.
   *
   * @param home the folder of a node that was started without {@code --data}
   * @throws IllegalArgumentException naming the word that is wrong
   */
  static Call parse(String[] words, String home) {
    String folder = home;
    boolean json = false;
    int at = 0;
    while (at < words.length && words[at].startsWith("-")) {
      String word = words[at++];
      if (word.equals("--")) {
        break;
      } else if (word.equals("--json")) {
        json = true;
      } else if (word.equals("--help")) {
        return new Call(new File(folder), json, "", true);
      } else if (word.startsWith("--data=") || word.startsWith("-datadir=")) {
        folder = word.substring(word.indexOf('=') + 1);
      } else if (word.equals("--data") && at < words.length) {
        folder = words[at++];
      } else {
        throw new IllegalArgumentException(
            "sh: \"" + word + "\" is not understood; sh --help lists the options");
      }
    }
    if (at + 1 == words.length) {
      return new Call(new File(folder), json, words[at], false);
    }
    StringBuilder commands = new StringBuilder();
    for (; at < words.length; at++) {
      commands.append(commands.isEmpty() ? "" : " ").append(quoted(words[at]));
    }
    return new Call(new File(folder), json, commands.toString(), false);
  }

  /** One of several words: where it has a blank it was quoted, and stays one word. */
  private static String quoted(String word) {
    if (!word.isEmpty() && word.indexOf(' ') < 0 && word.indexOf('\t') < 0) {
      return word;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (char each : word.toCharArray()) {
      if (each == '"' || each == '\\' || each == '$') {
        quoted.append('\\');
      }
      quoted.append(each);
    }
    return quoted.append('"').toString();
  }
}
