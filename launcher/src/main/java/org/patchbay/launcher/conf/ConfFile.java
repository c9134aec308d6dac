package org.patchbay.launcher.conf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file in the form of Bitcoin Core's {@code bitcoin.conf}: {@code name=value} lines, what follows
 * {@code #} is a comment, {@code [regtest]} begins the part of one network, and {@code
 * regtest.name=value} stands for one line of it. Immutable.
 *
 * @param name how errors name it
 */
public record ConfFile(String name, List<Line> lines) {
  /** Larger files are not configuration, whatever their name. */
  public static final int MAX_BYTES = 1_000_000;

  private static final List<String> SECTIONS =
      List.of("main", "test", "testnet4", "signet", "regtest");

  /**
   * One setting.
   *
   * @param section the network it is for; empty for all
   * @param number its line, from 1
   */
  public record Line(String section, String name, String value, int number) {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming file, line and what is wrong with it
   */
  public static ConfFile parse(String name, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "%s: length %d (max %d)".formatted(name, bytes.length, MAX_BYTES));
    }
    List<Line> lines = new ArrayList<>();
    String section = "";
    String[] raw = decoded(name, bytes).split("\n", -1);
    for (int i = 0; i < raw.length; i++) {
      String place = name + ":" + (i + 1);
      int hash = raw[i].indexOf('#');
      String text = trimmed(hash < 0 ? raw[i] : raw[i].substring(0, hash), place);
      if (text.startsWith("[") && text.endsWith("]")) {
        section = section(text.substring(1, text.length() - 1), place);
      } else if (!text.isEmpty()) {
        lines.add(line(section, text, hash >= 0, i + 1, place));
      }
    }
    return new ConfFile(name, List.copyOf(lines));
  }

  private static Line line(String section, String text, boolean hash, int number, String place) {
    if (text.startsWith("-")) {
      throw new IllegalArgumentException(
          place + ": \"" + excerpt(text) + "\": options stand here without the dash before them");
    }
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new IllegalArgumentException(
          "%s: \"%s\": allowed: name=value%s"
              .formatted(
                  place,
                  excerpt(text),
                  text.startsWith("no") ? ", as " + excerpt(text) + "=1" : ""));
    }
    String name = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    if (hash && name.endsWith("rpcpassword")) {
      throw new IllegalArgumentException(
          place + ": rpcpassword on a line with #: it would end there");
    }
    int dot = name.indexOf('.');
    if (dot < 0) {
      return new Line(section, name, value, number);
    } else if (!section.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: \"%s\" in [%s]: allowed: names without a dot"
              .formatted(place, excerpt(name), section));
    }
    return new Line(section(name.substring(0, dot), place), name.substring(dot + 1), value, number);
  }

  private static String section(String name, String place) {
    if (!SECTIONS.contains(name)) {
      throw new IllegalArgumentException(
          "%s: no network \"%s\": allowed: %s"
              .formatted(place, excerpt(name), String.join(", ", SECTIONS)));
    }
    return name;
  }

  private static String excerpt(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static String decoded(String name, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(name + ": not UTF-8 text", e);
    }
  }

  private static String trimmed(String line, String place) {
    String text = line.strip();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' && text.charAt(i) != '\t') {
        throw new IllegalArgumentException(
            "%s: control character 0x%02x; not a text file".formatted(place, (int) text.charAt(i)));
      }
    }
    return text;
  }
}
