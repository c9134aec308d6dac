package org.patchbay.deploy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code .cfg} file: {@code key = value} lines, comments with {@code #} or {@code !}, a backslash
 * at a line's end continues it. UTF-8, no other escapes. Keeps every line, so that a changed key
 * leaves the operator's comments and order alone. Immutable.
 */
final class CfgFile {
  /** Larger files are not configuration, whatever their name. */
  static final int MAX_BYTES = 1_000_000;

  static final CfgFile EMPTY = new CfgFile(List.of());

  /** One logical line: its text as it stands in the file, and its key when it has one. */
  private record Line(int number, String text, String key, String value) {}

  private final List<Line> lines;

  private CfgFile(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /**
   * Reads a file.
   *
   * @throws RefusedException naming the line
   */
  static CfgFile parse(byte[] bytes) throws RefusedException {
    if (bytes.length > MAX_BYTES) {
      throw new RefusedException("length %d (max %d)".formatted(bytes.length, MAX_BYTES));
    }
    List<Line> lines = new ArrayList<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    String[] raw = decode(bytes).split("\n", -1);
    for (int i = 0; i < raw.length; i++) {
      int number = i + 1;
      String text = clean(raw[i], number);
      StringBuilder logical = new StringBuilder(text.strip());
      StringBuilder physical = new StringBuilder(text);
      while (continues(logical)) {
        // At the end of the file with nothing, so that no line put after it is taken for its rest.
        String next = i + 1 < raw.length ? clean(raw[++i], i + 1) : "";
        logical.setLength(logical.length() - 1);
        logical.append(next.strip());
        physical.append('\n').append(next);
      }
      Line line = line(number, physical.toString(), logical.toString());
      if (line.key() != null) {
        Integer first = seen.putIfAbsent(line.key(), number);
        if (first != null) {
          throw new RefusedException(
              "line %d: %s is given twice, first in line %d".formatted(number, line.key(), first));
        }
      }
      if (i + 1 < raw.length || !line.text().isEmpty()) {
        lines.add(line);
      }
    }
    return new CfgFile(lines);
  }

  private static boolean continues(CharSequence line) {
    return line.length() > 0
        && line.charAt(0) != '#'
        && line.charAt(0) != '!'
        && line.charAt(line.length() - 1) == '\\';
  }

  private static Line line(int number, String text, String logical) throws RefusedException {
    if (logical.isEmpty() || logical.startsWith("#") || logical.startsWith("!")) {
      return new Line(number, text, null, null);
    }
    int equals = logical.indexOf('=');
    if (equals <= 0) {
      throw new RefusedException(
          "line %d: \"%s\": allowed: key = value".formatted(number, excerpt(logical)));
    }
    String key = logical.substring(0, equals).strip();
    return new Line(number, text, key, logical.substring(equals + 1).strip());
  }

  private static String excerpt(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }

  private static String decode(byte[] bytes) throws RefusedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException("not UTF-8 text");
    }
  }

  private static String clean(String line, int number) throws RefusedException {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\t') {
        throw new RefusedException(
            "line %d: control character 0x%02x; not a text file".formatted(number, (int) c));
      }
    }
    return text;
  }

  /** The values as text, in the order of the file. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Line line : lines) {
      if (line.key() != null) {
        values.put(line.key(), line.value());
      }
    }
    return values;
  }

  /** The line on which a key stands, from 1; 0 when it does not. */
  int lineOf(String key) {
    return lines.stream()
        .filter(l -> key.equals(l.key()))
        .mapToInt(Line::number)
        .findAny()
        .orElse(0);
  }

  /** The same file with one key set: in its place if it stands there, at the end otherwise. */
  CfgFile with(String key, String value) {
    List<Line> changed = new ArrayList<>();
    boolean placed = false;
    for (Line line : lines) {
      boolean here = key.equals(line.key());
      changed.add(here ? entry(line.number(), key, value) : line);
      placed |= here;
    }
    if (!placed) {
      changed.add(entry(lines.size() + 1, key, value));
    }
    return new CfgFile(changed);
  }

  /** The same file without one key. */
  CfgFile without(String key) {
    return new CfgFile(lines.stream().filter(line -> !key.equals(line.key())).toList());
  }

  private static Line entry(int number, String key, String value) {
    return new Line(number, key + " = " + value, key, value);
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
