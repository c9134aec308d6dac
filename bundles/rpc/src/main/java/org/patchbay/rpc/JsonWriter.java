package org.patchbay.rpc;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;

/** Values as JSON text without blanks, in Bitcoin Core's spelling of texts and numbers. */
final class JsonWriter {
  private static final int DIGITS = 16;
  private static final int SMALLEST_PLAIN = -5;
  private static final char DELETE = 0x7f;

  private JsonWriter() {}

  /** Told after each part of an array or an object; may take what was written. */
  @FunctionalInterface
  interface Room {
    /**
     * So much was written.
     *
     * @throws RpcException when it is too much
     */
    void after(StringBuilder out);
  }

  /**
   * Appends one value.
   *
   * @param most characters that the text may have with it, about
   * @throws RpcException when they are more
   * @throws IllegalArgumentException when it is none that JSON has
   */
  static void write(StringBuilder out, Object value, int most) {
    write(
        out,
        value,
        text -> {
          if (text.length() > most) {
            throw new RpcException(
                RpcCode.OUT_OF_MEMORY, "Answer of more than " + most + " characters");
          }
        });
  }

  /**
   * Appends one value.
   *
   * @throws RpcException when there is no room for it
   * @throws IllegalArgumentException when it is none that JSON has
   */
  static void write(StringBuilder out, Object value, Room room) {
    // Classes before interfaces, of which a value that has none is asked at length.
    if (value == null) {
      out.append("null");
    } else if (value instanceof String text) {
      text(out, text);
    } else if (value instanceof Long || value instanceof Integer) {
      out.append(((Number) value).longValue());
    } else if (value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof BigDecimal number) {
      out.append(number.scale() < 0 || number.scale() > DIGITS ? number : number.toPlainString());
    } else if (value instanceof Double number) {
      out.append(decimal(number));
    } else if (value instanceof Map<?, ?> map) {
      object(out, map, room);
    } else if (value instanceof List<?> list) {
      array(out, list, room);
    } else {
      throw new IllegalArgumentException("no value of JSON: " + value.getClass().getName());
    }
  }

  private static void object(StringBuilder out, Map<?, ?> map, Room room) {
    char before = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(before);
      text(out, (String) entry.getKey());
      out.append(':');
      write(out, entry.getValue(), room);
      room.after(out);
      before = ',';
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder out, List<?> list, Room room) {
    char before = '[';
    for (Object each : list) {
      out.append(before);
      write(out, each, room);
      room.after(out);
      before = ',';
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  /** Sixteen digits, none of them a zero at the end. */
  private static String decimal(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("no value of JSON: " + number);
    }
    BigDecimal exact = new BigDecimal(number).round(new MathContext(DIGITS)).stripTrailingZeros();
    if (exact.signum() == 0) {
      return "0";
    }
    int exponent = exact.precision() - exact.scale() - 1;
    return exponent < SMALLEST_PLAIN || exponent >= DIGITS
        ? exact.toString().replace("E", "e")
        : exact.toPlainString();
  }

  private static void text(StringBuilder out, String text) {
    out.append('"');
    int plain = 0;
    while (plain < text.length() && plain(text.charAt(plain))) {
      plain++;
    }
    if (plain == text.length()) {
      // Nearly every text is plain, and is copied at once.
      out.append(text).append('"');
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (each < ' ' || each == DELETE || lonely(text, i)) {
            out.append("\\u").append(hex4(each));
          } else {
            out.append(each);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean plain(char each) {
    return each >= ' '
        && each != '"'
        && each != '\\'
        && each != DELETE
        && !Character.isSurrogate(each);
  }

  private static String hex4(char each) {
    String digits = Integer.toHexString(each);
    return "0".repeat(4 - digits.length()) + digits;
  }

  /** Half a character, which UTF-8 cannot say. */
  private static boolean lonely(String text, int at) {
    char each = text.charAt(at);
    if (Character.isHighSurrogate(each)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(each)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
