package org.patchbay.tor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.wire.MalformedException;

/**
 * The fields of a reply's line, separated by spaces: {@code KEY=value}, {@code KEY="a value"}, or a
 * value alone.
 *
 * <p>Rule (control-spec, QuotedString): within quotes {@code \n}, {@code \t} and {@code \r} are
 * what they are in C, up to three octal digits are a byte, and any other character after a
 * backslash is itself.
 */
final class Fields {
  private final String text;
  private int at;

  private Fields(String text) {
    this.text = text;
  }

  /**
   * The fields with a key, without what has none; of one key that comes twice the first.
   *
   * @throws MalformedException when a quote does not end, or is followed by no space
   */
  static Map<String, String> keyed(String line) throws MalformedException {
    Map<String, String> keyed = new LinkedHashMap<>();
    Fields fields = new Fields(line);
    while (fields.more()) {
      String key = fields.key();
      String value = fields.value();
      if (!key.isEmpty()) {
        keyed.putIfAbsent(key, value);
      }
    }
    return keyed;
  }

  /**
   * The values, quoted or not.
   *
   * @throws MalformedException when a quote does not end, or is followed by no space
   */
  static List<String> values(String line) throws MalformedException {
    List<String> values = new ArrayList<>();
    Fields fields = new Fields(line);
    while (fields.more()) {
      values.add(fields.value());
    }
    return values;
  }

  /** A text in quotes, as Tor reads it. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private boolean more() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length();
  }

  /** What stands before an equals sign; empty when the field has none outside of quotes. */
  private String key() {
    int end = at;
    while (end < text.length() && "= \"".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end == text.length() || text.charAt(end) != '=') {
      return "";
    }
    String key = text.substring(at, end);
    at = end + 1;
    return key;
  }

  private String value() throws MalformedException {
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
      return quotedValue();
    }
    int end = text.indexOf(' ', at);
    String value = text.substring(at, end < 0 ? text.length() : end);
    at += value.length();
    return value;
  }

  private String quotedValue() throws MalformedException {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '"') {
        if (at < text.length() && text.charAt(at) != ' ') {
          throw new MalformedException("no space after the quote that ends at " + at);
        }
        return value.toString(StandardCharsets.ISO_8859_1);
      }
      value.write(next == '\\' ? escaped() : next);
    }
    throw new MalformedException("a quote does not end");
  }

  private int escaped() throws MalformedException {
    if (at == text.length()) {
      throw new MalformedException("a quote does not end");
    }
    char next = text.charAt(at++);
    return switch (next) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> octal(next) ? octalByte(next - '0') : next;
    };
  }

  private int octalByte(int first) throws MalformedException {
    int value = first;
    for (int i = 0; i < 2 && at < text.length() && octal(text.charAt(at)); i++) {
      value = value * 8 + text.charAt(at++) - '0';
    }
    if (value > 0xFF) {
      throw new MalformedException("an escape of " + value + " (max 255) before " + at);
    }
    return value;
  }

  private static boolean octal(char digit) {
    return digit >= '0' && digit <= '7';
  }
}
