package org.patchbay.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Values on their way into a block. Not thread-safe. */
final class Encoder {
  private static final int FEW = 128;

  private final Map<String, Integer> words = new HashMap<>();
  private byte[] bytes = new byte[1 << 17];
  private int size;
  private long time;

  /** Forgets words and time: a new part begins. */
  void restart() {
    words.clear();
    time = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** The block was written. */
  void clear() {
    size = 0;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      if (size + more > Format.MAX_BLOCK) {
        throw new IllegalStateException("a block of more than " + Format.MAX_BLOCK + " bytes");
      }
      bytes = Arrays.copyOf(bytes, Math.min(Format.MAX_BLOCK, Math.max(size + more, size * 2)));
    }
  }

  /** A number without sign: seven bits a byte, the lowest first. */
  void number(long value) {
    room(10);
    long rest = value;
    while ((rest & -FEW) != 0) {
      bytes[size++] = (byte) (rest | FEW);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A number with a sign, small ones in few bytes. */
  void signed(long value) {
    number(value << 1 ^ value >> 63);
  }

  /** A loop time, as what went by since the one before. */
  void time(long now) {
    signed(now - time);
    time = now;
  }

  void flag(boolean value) {
    number(value ? 1 : 0);
  }

  /** Eight bytes. */
  void real(double value) {
    room(8);
    long bits = Double.doubleToLongBits(value);
    for (int i = 0; i < 8; i++) {
      bytes[size++] = (byte) (bits >>> 8 * i);
    }
  }

  /** Bytes whose number the reader knows. */
  void raw(byte[] some) {
    room(some.length);
    System.arraycopy(some, 0, bytes, size, some.length);
    size += some.length;
  }

  /** A text, cut where it is too long. */
  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > Format.MAX_TEXT) {
      text(text.substring(0, Format.MAX_TEXT / 4));
      return;
    }
    number(utf8.length);
    raw(utf8);
  }

  /** A text that is likely to come again: once whole, then as a number. */
  void word(String word) {
    Integer known = words.get(word);
    if (known != null) {
      number(known + 2L);
      return;
    }
    boolean room = words.size() < Format.MAX_WORDS && word.length() <= Format.MAX_TEXT / 4;
    number(room ? 0 : 1);
    text(word);
    if (room) {
      words.put(word, words.size());
    }
  }

  void word(Enum<?> value) {
    word(value.name());
  }

  void words(Set<String> some) {
    number(Math.min(some.size(), Format.MAX_ITEMS));
    some.stream().limit(Format.MAX_ITEMS).forEach(this::word);
  }
}
