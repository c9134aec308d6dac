package org.patchbay.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import org.patchbay.wire.Hash256;

/**
 * Reads what was typed after a command. Commands take any number of words and count them here,
 * because Gogo answers a wrong number with a list of Java signatures.
 */
final class Arguments {
  private Arguments() {}

  /** The words, when there are as many as the usage line names outside of brackets. */
  static String[] expect(String usage, String... words) {
    int wanted = usage.replaceAll(" \\[[^]]*]", "").split(" ").length - 1;
    if (words.length != wanted) {
      throw new Misused("usage: %s (%d words given)".formatted(usage, words.length));
    }
    return words;
  }

  /** At most one word; empty when there is none. */
  static String optional(String usage, String... words) {
    if (words.length > 1) {
      throw new Misused("usage: %s (%d words given)".formatted(usage, words.length));
    }
    return words.length == 0 ? "" : words[0];
  }

  /** How many rows are wanted: the one word there may be, or a default. */
  static int count(String usage, int unlessTold, String... words) {
    String word = optional(usage, words);
    return word.isEmpty() ? unlessTold : (int) number("count", word, 1, 1_000_000);
  }

  /** A path of a file. */
  static Path path(String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new Misused("file \"%s\": %s".formatted(word, e.getReason()));
    }
  }

  /** A time from now in seconds: a number and one of s, m, h, d, w. */
  static long span(String name, String word) {
    String units = "smhdw";
    long[] seconds = {1, 60, 3_600, 86_400, 7 * 86_400};
    int unit = word.isEmpty() ? -1 : units.indexOf(word.charAt(word.length() - 1));
    if (unit < 0) {
      throw new Misused("%s \"%s\": a time as 90s, 15m, 24h, 7d or 2w".formatted(name, word));
    }
    return seconds[unit] * number(name, word.substring(0, word.length() - 1), 1, 1_000_000);
  }

  /** Bytes: a number and one of k, M, G, each a thousand times the one before. */
  static long size(String name, String word) {
    int unit = word.isEmpty() ? -1 : "kMG".indexOf(word.charAt(word.length() - 1));
    if (unit < 0) {
      throw new Misused("%s \"%s\": a size as 500k, 64M or 2G".formatted(name, word));
    }
    long scale = (long) Math.pow(1_000, unit + 1);
    return scale * number(name, word.substring(0, word.length() - 1), 1, 1_000_000);
  }

  /** 64 hexadecimal digits. */
  static Hash256 hash(String word) {
    try {
      return Hash256.fromHex(word);
    } catch (IllegalArgumentException e) {
      throw new Misused("hash \"%s\": 64 hexadecimal digits are wanted".formatted(word));
    }
  }

  /** A number in a range. */
  static long number(String name, String word, long min, long max) {
    long value;
    try {
      value = Long.parseLong(word);
    } catch (NumberFormatException notNumeric) {
      throw new Misused("%s \"%s\": a whole number is wanted".formatted(name, word));
    }
    if (value < min || value > max) {
      throw new Misused("%s %d: %d to %d is allowed".formatted(name, value, min, max));
    }
    return value;
  }

  /** One of some words. */
  static String oneOf(String name, String word, Collection<String> allowed) {
    if (!allowed.contains(word)) {
      throw new Misused(
          "%s \"%s\": allowed are %s".formatted(name, word, String.join(", ", allowed)));
    }
    return word;
  }

  /** Some numbers for an error line: {@code 1, 2, 3 … 17}. */
  static String some(Collection<Long> numbers) {
    if (numbers.isEmpty()) {
      return "none";
    } else if (numbers.size() <= 12) {
      return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return numbers.stream().limit(10).map(String::valueOf).collect(Collectors.joining(", "))
        + " … "
        + numbers.stream().reduce((first, second) -> second).orElseThrow();
  }
}
