package org.patchbay.wire.script;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;

/** Bech32 and Bech32m (BIP173, BIP350) of witness programs. */
final class Bech32 {
  private static final String LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int FIRST = 1;
  private static final int MODIFIED = 0x2bc830a3;
  private static final int CHECKSUM = 6;
  private static final int LONGEST = 90;

  private Bech32() {}

  /**
   * A witness program.
   *
   * @param version 0 to 16
   */
  record Program(int version, byte[] bytes) {}

  /** The text of a program: version 0 in Bech32, others in Bech32m. */
  static String encode(String prefix, Program program) {
    byte[] grouped = regrouped(program.bytes(), 8, 5, true);
    byte[] data = new byte[1 + grouped.length + CHECKSUM];
    data[0] = (byte) program.version();
    System.arraycopy(grouped, 0, data, 1, grouped.length);
    int check = checksum(prefix, data) ^ constant(program.version());
    for (int i = 0; i < CHECKSUM; i++) {
      data[data.length - CHECKSUM + i] = (byte) (check >>> 5 * (CHECKSUM - 1 - i) & 31);
    }
    StringBuilder text = new StringBuilder(prefix).append('1');
    for (byte value : data) {
      text.append(LETTERS.charAt(value));
    }
    return text.toString();
  }

  /** The program of a text with this prefix; empty when anything about it is wrong. */
  static Optional<Program> decode(String prefix, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean mixed = !lower.equals(text) && !text.toUpperCase(Locale.ROOT).equals(text);
    int separator = lower.lastIndexOf('1');
    if (mixed
        || text.length() > LONGEST
        || separator + 1 + 1 + CHECKSUM > text.length()
        || !lower.substring(0, Math.max(0, separator)).equals(prefix)) {
      return Optional.empty();
    }
    byte[] data = new byte[lower.length() - separator - 1];
    for (int i = 0; i < data.length; i++) {
      int value = LETTERS.indexOf(lower.charAt(separator + 1 + i));
      if (value < 0) {
        return Optional.empty();
      }
      data[i] = (byte) value;
    }
    int version = data[0];
    if (checksum(prefix, data) != constant(version)) {
      return Optional.empty();
    }
    byte[] grouped = new byte[data.length - 1 - CHECKSUM];
    System.arraycopy(data, 1, grouped, 0, grouped.length);
    byte[] bytes = regrouped(grouped, 5, 8, false);
    return bytes == null || !allowed(version, bytes.length)
        ? Optional.empty()
        : Optional.of(new Program(version, bytes));
  }

  private static boolean allowed(int version, int length) {
    return version == 0
        ? length == 20 || length == 32
        : version <= 16 && length >= 2 && length <= 40;
  }

  private static int constant(int version) {
    return version == 0 ? FIRST : MODIFIED;
  }

  /** Of the prefix and the data, which has its checksum or zeros in its place. */
  private static int checksum(String prefix, byte[] data) {
    int check = 1;
    for (int i = 0; i < prefix.length(); i++) {
      check = step(check, prefix.charAt(i) >>> 5);
    }
    check = step(check, 0);
    for (int i = 0; i < prefix.length(); i++) {
      check = step(check, prefix.charAt(i) & 31);
    }
    for (byte value : data) {
      check = step(check, value);
    }
    return check;
  }

  private static int step(int check, int value) {
    int next = (check & 0x1ffffff) << 5 ^ value;
    for (int bit = 0; bit < GENERATOR.length; bit++) {
      next ^= (check >>> 25 + bit & 1) == 1 ? GENERATOR[bit] : 0;
    }
    return next;
  }

  /** The same bits in groups of another size; null when what is left over is no padding. */
  private static byte[] regrouped(byte[] values, int from, int to, boolean pad) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (byte value : values) {
      held = held << from | value & 0xFF;
      bits += from;
      while (bits >= to) {
        bits -= to;
        out.write(held >>> bits & (1 << to) - 1);
      }
      held &= (1 << bits) - 1;
    }
    if (pad && bits > 0) {
      out.write(held << to - bits);
    } else if (!pad && (bits >= from || held != 0)) {
      return null;
    }
    return out.toByteArray();
  }
}
