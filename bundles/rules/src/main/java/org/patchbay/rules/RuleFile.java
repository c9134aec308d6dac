package org.patchbay.rules;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of the rules, read into its parts; see the package for its form. Bounded in bytes, rules
 * and the length of each condition, so that what it compiles to is bounded too. Used for one file.
 */
final class RuleFile {
  /** Bytes of a file. */
  static final int LONGEST = 65_536;

  /** Rules of a file. */
  static final int MOST_RULES = 200;

  /** Characters of a condition. */
  static final int LONGEST_CONDITION = 2_000;

  private static final int LONGEST_REASON = 120;
  private static final String NAME = "[a-z0-9][a-z0-9.-]{0,39}";
  private static final String WORDS = "rule, when, then, until, because";

  private final List<Flaw> flaws = new ArrayList<>();
  private final List<RuleText> rules = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();
  private RuleText rule;
  private StringBuilder condition;

  /** Flaws, in the order of their places; what is read means nothing while there is one. */
  List<Flaw> flaws() {
    return flaws;
  }

  /** The rules, complete where there is no flaw. */
  List<RuleText> rules() {
    return rules;
  }

  /** Reads a file. */
  static RuleFile of(byte[] bytes) {
    RuleFile file = new RuleFile();
    if (bytes.length > LONGEST) {
      file.flaw(1, 1, "length %d (max %d)".formatted(bytes.length, LONGEST));
      return file;
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      file.flaw(1, 1, "no UTF-8: " + e.getMessage());
      return file;
    }
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length && file.flaws.isEmpty(); i++) {
      String line =
          lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
      file.line(i + 1, line);
    }
    file.end();
    return file;
  }

  private void flaw(int line, int column, String text) {
    flaws.add(new Flaw(line, column, text));
  }

  private void line(int number, String line) {
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i)) && line.charAt(i) != '\t') {
        flaw(number, column(line, i), "control character %d".formatted((int) line.charAt(i)));
        return;
      }
    }
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      proceed("");
      return;
    }
    int begin = line.indexOf(text);
    String word = text.substring(0, wordEnd(text));
    String value = text.substring(word.length()).strip();
    int valueAt = value.isEmpty() ? line.length() : line.indexOf(value, begin + word.length());
    switch (word) {
      case "rule" -> begin(number, column(line, valueAt), value);
      case "when", "then", "until", "because" -> {
        if (rule == null) {
          flaw(number, column(line, begin), "\"%s\" before the first rule".formatted(word));
        } else {
          close();
          put(word, number, line, valueAt, value);
        }
      }
      default -> {
        if (condition == null) {
          flaw(number, column(line, begin), "\"%s\" (allowed: %s)".formatted(word, WORDS));
        } else {
          proceed(line);
        }
      }
    }
  }

  private static int wordEnd(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** One more line of a condition, so that its lines count as those of the file. */
  private void proceed(String line) {
    if (condition != null) {
      condition.append('\n').append(line);
    }
  }

  /** The condition before is complete. */
  private void close() {
    if (condition == null) {
      return;
    }
    rule.when = condition.toString().stripTrailing();
    condition = null;
    int length = rule.when.stripLeading().length();
    if (length > LONGEST_CONDITION) {
      flaw(
          rule.whenLine,
          rule.whenColumn,
          "a condition of %d characters (max %d)".formatted(length, LONGEST_CONDITION));
    }
  }

  private void begin(int number, int column, String name) {
    end();
    Integer first = names.putIfAbsent(name, number);
    if (!name.matches(NAME)) {
      flaw(number, column, "name \"%s\" (allowed: 1 to 40 of a-z, 0-9, '.', '-')".formatted(name));
    } else if (first != null) {
      flaw(number, column, "rule %s stands in line %d already".formatted(name, first));
    } else if (rules.size() == MOST_RULES) {
      flaw(number, column, "more than %d rules".formatted(MOST_RULES));
    } else {
      rule = new RuleText(name, number);
      rules.add(rule);
    }
  }

  /** The rule before is complete, or it is not. */
  private void end() {
    close();
    if (rule == null || !flaws.isEmpty()) {
      return;
    }
    if (rule.when == null || rule.when.isBlank()) {
      flaw(rule.line, 1, "rule %s has no condition (when ...)".formatted(rule.name));
    } else if (rule.then == null) {
      flaw(
          rule.line,
          1,
          "rule %s does nothing (then, and one of: %s)".formatted(rule.name, Action.ALLOWED));
    }
    rule.when = rule.when == null ? "" : rule.when;
    rule.because = rule.because == null ? "" : rule.because;
  }

  private void put(String word, int number, String line, int at, String value) {
    Object before =
        switch (word) {
          case "when" -> rule.when;
          case "then" -> rule.then;
          case "until" -> rule.until;
          default -> rule.because;
        };
    int column = column(line, at);
    if (before != null) {
      flaw(number, column, "a second \"%s\" of rule %s".formatted(word, rule.name));
      return;
    }
    switch (word) {
      case "when" -> {
        rule.whenLine = number;
        rule.whenColumn = column;
        condition = new StringBuilder(value);
      }
      case "then" -> {
        try {
          rule.then = Action.parse(value);
        } catch (IllegalArgumentException e) {
          flaw(number, column, e.getMessage());
        }
      }
      case "until" -> {
        try {
          rule.until = Instant.parse(value);
        } catch (DateTimeParseException e) {
          flaw(number, column, "\"%s\" (as 2027-01-31T12:00:00Z)".formatted(value));
        }
      }
      default -> {
        rule.because = value.replaceAll("^\"(.*)\"$", "$1");
        if (value.length() > LONGEST_REASON) {
          flaw(
              number,
              column,
              "a reason of %d characters (max %d)".formatted(value.length(), LONGEST_REASON));
        }
      }
    }
  }

  private static int column(String line, int index) {
    return line.codePointCount(0, index) + 1;
  }
}
