package org.patchbay.launcher.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as a tree of maps, lists, strings, booleans, {@link Numeral} and null. Numbers keep their
 * text: an amount of eight decimals is printed as it came. Confined to one thread.
 */
final class Json {
  private static final int DEEPEST = 512;
  private static final String ESCAPED = "\"\\/bfnrt";
  private static final String MEANT = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;

  /** A number by its text. */
  record Numeral(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException naming where it is no JSON
   */
  static Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.space();
    if (json.at < text.length()) {
      throw json.wrong("something after the end");
    }
    return value;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " at character " + (at + 1));
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    space();
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean took(char wanted) {
    boolean there = peek() == wanted && at < text.length();
    at += there ? 1 : 0;
    return there;
  }

  private void take(char wanted) {
    if (!took(wanted)) {
      throw wrong("no '" + wanted + "'");
    }
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw wrong("more than " + DEEPEST + " levels");
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", null);
      default -> numeral();
    };
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("no value");
    }
    at += word.length();
    return value;
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    take('{');
    if (took('}')) {
      return object;
    }
    do {
      if (peek() != '"') {
        throw wrong("no name");
      }
      String name = string();
      take(':');
      object.put(name, value(depth + 1));
    } while (took(','));
    take('}');
    return object;
  }

  private List<Object> array(int depth) {
    List<Object> array = new ArrayList<>();
    take('[');
    if (took(']')) {
      return array;
    }
    do {
      array.add(value(depth + 1));
    } while (took(','));
    take(']');
    return array;
  }

  private Numeral numeral() {
    int from = at;
    took('-');
    int whole = digits();
    boolean good = whole > 0 && !(whole > 1 && text.charAt(at - whole) == '0');
    if (good && at < text.length() && text.charAt(at) == '.') {
      at++;
      good = digits() > 0;
    }
    if (good && at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      at++;
      if (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      good = digits() > 0;
    }
    if (!good) {
      throw wrong("no value");
    }
    return new Numeral(text.substring(from, at));
  }

  private int digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char next = text.charAt(at++);
      if (next < ' ') {
        throw wrong("a control character in a string");
      }
      string.append(next == '\\' ? escape() : next);
    }
    if (at == text.length()) {
      throw wrong("a string without end");
    }
    at++;
    return string.toString();
  }

  private char escape() {
    char kind = at < text.length() ? text.charAt(at++) : 0;
    if (kind == 'u' && at + 4 <= text.length()) {
      String digits = text.substring(at, at + 4);
      if (digits.matches("[0-9a-fA-F]{4}")) {
        at += 4;
        return (char) Integer.parseInt(digits, 16);
      }
    }
    int known = ESCAPED.indexOf(kind);
    if (known < 0) {
      throw wrong("an unknown escape");
    }
    return MEANT.charAt(known);
  }

  /** In one line without blanks. */
  static String compact(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value, 0, 0);
    return out.toString();
  }

  /** On several lines, indented by two, as bitcoin-cli prints it. */
  static String indented(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value, 2, 1);
    return out.toString();
  }

  private static void write(StringBuilder out, Object value, int indent, int level) {
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      int left = map.size();
      line(out, indent, left == 0 ? 0 : level);
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        quote(out, entry.getKey().toString());
        out.append(indent > 0 ? ": " : ":");
        write(out, entry.getValue(), indent, level + 1);
        next(out, --left, indent, level);
      }
      closing(out, map.isEmpty(), indent, level);
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      int left = list.size();
      line(out, indent, left == 0 ? 0 : level);
      for (Object each : list) {
        write(out, each, indent, level + 1);
        next(out, --left, indent, level);
      }
      closing(out, list.isEmpty(), indent, level);
      out.append(']');
    } else if (value instanceof String string) {
      quote(out, string);
    } else {
      out.append(value);
    }
  }

  private static void line(StringBuilder out, int indent, int level) {
    if (indent > 0) {
      out.append('\n').append(" ".repeat(indent * level));
    }
  }

  private static void next(StringBuilder out, int left, int indent, int level) {
    if (left > 0) {
      out.append(',');
    }
    line(out, indent, left > 0 ? level : level - 1);
  }

  private static void closing(StringBuilder out, boolean empty, int indent, int level) {
    if (empty && indent > 0) {
      out.append(" ".repeat(indent * (level - 1)));
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      int known = each == '/' ? -1 : MEANT.indexOf(each);
      if (known >= 0) {
        out.append('\\').append(ESCAPED.charAt(known));
      } else if (each < ' ' || each == 0x7f) {
        out.append(String.format("\\u%04x", (int) each));
      } else {
        out.append(each);
      }
    }
    out.append('"');
  }
}
