package org.patchbay.launcher.conf;

/**
 * One option as somebody gave it. Immutable.
 *
 * @param name without dashes and without {@code no}
 * @param value empty for a bare option; of a negated one {@code 0}, of a doubly negated one {@code
 *     1}
 * @param negated whether it was {@code -noname}
 * @param line whether it stood on the command line
 * @param place how errors and {@code config:show} name it
 */
record Given(String name, String value, boolean negated, boolean line, String place) {
  private static final String NO = "no";

  /** One word of the command line, or one line of a file. */
  static Given of(String name, String value, boolean line, String place) {
    String bare = name.startsWith(NO) ? name.substring(NO.length()) : name;
    if (OptionTable.knows(name) || !OptionTable.knows(bare)) {
      return new Given(name, value, false, line, place);
    }
    boolean twice = !new Given(bare, value, false, line, place).flag();
    return new Given(bare, twice ? "1" : "0", !twice, line, place);
  }

  /** One that follows from another. */
  Given implying(String other, String otherValue) {
    return new Given(other, otherValue, false, line, place + ", by " + name);
  }

  /**
   * As Bitcoin Core reads truth: nothing is yes, and so is a number other than 0.
   *
   * @throws IllegalArgumentException when it is no number: Bitcoin Core takes "yes" for no
   */
  boolean flag() {
    if (!value.matches("[+-]?\\d{0,18}")) {
      throw refused("allowed: 0 or 1");
    }
    return !value.matches("[+-]?0+");
  }

  /** A refusal that names the option and its place. */
  IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "%s: %s=%s: %s".formatted(place, name, name.contains("pass") ? "(not shown)" : value, why));
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException when it is none, or out of range
   */
  long number(long min, long max) {
    if (value.matches("[+-]?\\d{1,18}")) {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw refused("allowed: a whole number from %d to %d".formatted(min, max));
  }
}
