package org.patchbay.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Values out of a block. Whatever does not fit is an {@link IllegalArgumentException} with the
 * reason; nothing larger than the block is allocated. Not thread-safe.
 */
final class Decoder {
  private static final int FEW = 128;

  private final List<String> words = new ArrayList<>();
  private byte[] bytes = {};
  private int at;
  private int end;
  private long time;

  /** Forgets words and time: a new part begins. */
  void restart() {
    words.clear();
    time = 0;
  }

  /** Another block. */
  void block(byte[] block, int length) {
    bytes = block;
    at = 0;
    end = length;
  }

  boolean more() {
    return at < end;
  }

  private int next() {
    if (at == end) {
      throw new IllegalArgumentException("a value beyond the end of the block");
    }
    return bytes[at++];
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int each = next();
      value |= (long) (each & FEW - 1) << shift;
      if (each >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than ten bytes");
  }

  long signed() {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  long time() {
    time += signed();
    return time;
  }

  boolean flag() {
    return below(2, "flag") == 1;
  }

  /** A number from 0 on that is smaller than a limit. */
  int below(int limit, String what) {
    long value = number();
    if (value < 0 || value >= limit) {
      throw new IllegalArgumentException(
          "%s %s (max %d)".formatted(what, Long.toUnsignedString(value), limit - 1));
    }
    return (int) value;
  }

  /** How many things follow, of which each has a byte at least. */
  int count(int most, String what) {
    int count = below(most + 1, what);
    if (count > end - at) {
      throw new IllegalArgumentException(
          "%s %d, and %d bytes of the block are left".formatted(what, count, end - at));
    }
    return count;
  }

  /** How many things follow, as many as the block may hold. */
  int count(String what) {
    return count(Format.MAX_BLOCK, what);
  }

  double real() {
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits |= (next() & 0xFFL) << 8 * i;
    }
    return Double.longBitsToDouble(bits);
  }

  byte[] raw(int length) {
    if (length > end - at) {
      throw new IllegalArgumentException("a value beyond the end of the block");
    }
    byte[] some = new byte[length];
    System.arraycopy(bytes, at, some, 0, length);
    at += length;
    return some;
  }

  String text() {
    int length = count(Format.MAX_TEXT, "length of a text");
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  String word() {
    int code = below(Format.MAX_WORDS + 2, "number of a word");
    if (code >= 2) {
      if (code - 2 >= words.size()) {
        throw new IllegalArgumentException(
            "word %d, of which there are %d".formatted(code - 2, words.size()));
      }
      return words.get(code - 2);
    }
    String word = text();
    if (code == 0) {
      if (words.size() == Format.MAX_WORDS) {
        throw new IllegalArgumentException("more than " + Format.MAX_WORDS + " words");
      }
      words.add(word);
    }
    return word;
  }

  <E extends Enum<E>> E word(Class<E> type) {
    String name = word();
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "unknown %s \"%s\"".formatted(type.getSimpleName(), Legible.of(name)), e);
    }
  }

  Set<String> words() {
    int count = count(Format.MAX_ITEMS, "count of words");
    Set<String> some = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      some.add(word());
    }
    return some;
  }
}
