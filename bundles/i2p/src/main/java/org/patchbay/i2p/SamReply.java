package org.patchbay.i2p;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.patchbay.wire.MalformedException;

/**
 * One line of a SAM bridge, taken apart: two words that say what it is, then keys with values,
 * which may stand in quotes (protocol-facts §19.4). Immutable.
 *
 * @param topic for example {@code STREAM STATUS}
 * @param values by key; a key without a value has the empty one
 */
record SamReply(String topic, Map<String, String> values) {
  static final int MOST_VALUES = 64;
  private static final int LONGEST_WORD = 40;
  private static final int LONGEST_MESSAGE = 200;

  /**
   * Takes a line apart.
   *
   * @param line without its end
   * @throws MalformedException when it is none, a key comes twice or there are too many; what it
   *     says never repeats a value, which may be a private key
   */
  static SamReply parse(String line) throws MalformedException {
    Words words = new Words(line);
    String topic = words.plain() + " " + words.plain();
    Map<String, String> values = new HashMap<>();
    while (words.more()) {
      String key = words.key();
      if (values.put(key, words.value()) != null) {
        throw new MalformedException("key " + printable(key, LONGEST_WORD) + " twice");
      }
      if (values.size() > MOST_VALUES) {
        throw new MalformedException("more than " + MOST_VALUES + " keys");
      }
    }
    return new SamReply(topic, Map.copyOf(values));
  }

  boolean ok() {
    return "OK".equals(values.get("RESULT"));
  }

  /** What {@code RESULT} says; empty without one. */
  String result() {
    return values.getOrDefault("RESULT", "");
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** What it is and how it went, for people; without keys and destinations. */
  String text() {
    String message = values.getOrDefault("MESSAGE", "");
    return printable(topic, LONGEST_WORD)
        + (result().isEmpty() ? "" : " " + printable(result(), LONGEST_WORD))
        + (message.isEmpty() ? "" : ", \"" + printable(message, LONGEST_MESSAGE) + "\"");
  }

  private static String printable(String text, int most) {
    String cut = text.length() > most ? text.substring(0, most) + "..." : text;
    return cut.replaceAll("[^ -~]", "?");
  }

  /** Reads one word after the other. */
  private static final class Words {
    private final String line;
    private int at;

    Words(String line) {
      this.line = line;
    }

    boolean more() {
      while (at < line.length() && line.charAt(at) == ' ') {
        at++;
      }
      return at < line.length();
    }

    String plain() throws MalformedException {
      if (!more()) {
        throw new MalformedException("no reply: fewer than two words");
      }
      return until("");
    }

    String key() throws MalformedException {
      String key = until("=");
      if (key.isEmpty()) {
        throw new MalformedException("a value without a key");
      }
      return key;
    }

    /** After its key. */
    String value() throws MalformedException {
      if (at == line.length() || line.charAt(at) == ' ') {
        return "";
      }
      at++; // the sign between them
      return at < line.length() && line.charAt(at) == '"' ? quoted() : until("");
    }

    private String quoted() throws MalformedException {
      StringBuilder value = new StringBuilder();
      for (at++; at < line.length() && line.charAt(at) != '"'; at++) {
        if (line.charAt(at) == '\\' && at + 1 < line.length()) {
          at++;
        }
        value.append(line.charAt(at));
      }
      if (at >= line.length()) {
        throw new MalformedException("a quote without its end");
      }
      at++;
      if (at < line.length() && line.charAt(at) != ' ') {
        throw new MalformedException("more after a quote");
      }
      return value.toString();
    }

    /** Up to a space, or one of the characters of {@code also}. */
    private String until(String also) {
      int begin = at;
      while (at < line.length() && line.charAt(at) != ' ' && also.indexOf(line.charAt(at)) < 0) {
        at++;
      }
      return line.substring(begin, at);
    }
  }
}
