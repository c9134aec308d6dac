package org.patchbay.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Regular expressions in RE2's syntax, which take time in proportion to their size and the text.
 * Counts their sizes, so that all of a file together are bounded. Used for one file.
 */
final class Patterns {
  /** Characters of one. */
  static final int LONGEST = 200;

  /** How often repetitions within one may multiply. */
  static final int MOST_REPEATED = 1_000;

  /** Instructions of all. */
  static final int MOST_INSTRUCTIONS = 20_000;

  private int instructions;

  /**
   * Compiles one.
   *
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  Pattern compile(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a pattern of %d characters (max %d)".formatted(text.length(), LONGEST));
    }
    double repeated = repetitions(text);
    if (repeated > MOST_REPEATED) {
      throw new IllegalArgumentException(
          "a pattern that repeats %.0f times (max %d)".formatted(repeated, MOST_REPEATED));
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no pattern of RE2: " + e.getMessage(), e);
    }
    instructions += pattern.programSize();
    if (instructions > MOST_INSTRUCTIONS) {
      throw new IllegalArgumentException(
          "patterns of %d instructions together (max %d)"
              .formatted(instructions, MOST_INSTRUCTIONS));
    }
    return pattern;
  }

  /** The product of all counts in braces: more than what nested ones can come to. */
  private static double repetitions(String text) {
    double product = 1;
    for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
      int end = text.indexOf('}', at);
      String counts = end < 0 ? "" : text.substring(at + 1, end);
      if (counts.matches("\\d{1,9}(,\\d{0,9})?")) {
        String most = counts.substring(counts.lastIndexOf(',') + 1); // empty: the least and more
        product *= Math.max(1, Double.parseDouble(most.isEmpty() ? counts.split(",")[0] : most));
      }
    }
    return product;
  }
}
