package org.patchbay.wire.script;

/** The eight letters behind a descriptor's {@code #} (BIP380). */
final class DescriptorChecksum {
  private static final String ALLOWED =
      "0123456789()[],'/*abcdefgh@:$%{}"
          + "IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~"
          + "ijklmnopqrstuvwxyzABCDEFGH`#\"\\ ";
  private static final String LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final long[] GENERATOR = {
    0xf5dee51989L, 0xa9fdca3312L, 0x1bab10e32dL, 0x3706b1677aL, 0x644d626ffdL
  };
  private static final int SIZE = 8;

  private DescriptorChecksum() {}

  /**
   * The checksum of a descriptor.
   *
   * @throws IllegalArgumentException when it has a character that no descriptor has
   */
  static String of(String descriptor) {
    long check = 1;
    int groups = 0;
    int grouped = 0;
    for (int i = 0; i < descriptor.length(); i++) {
      int at = ALLOWED.indexOf(descriptor.charAt(i));
      if (at < 0) {
        throw new IllegalArgumentException("Invalid characters in payload");
      }
      check = step(check, at & 31);
      groups = groups * 3 + (at >> 5);
      if (++grouped == 3) {
        check = step(check, groups);
        groups = 0;
        grouped = 0;
      }
    }
    if (grouped > 0) {
      check = step(check, groups);
    }
    for (int i = 0; i < SIZE; i++) {
      check = step(check, 0);
    }
    check ^= 1;
    StringBuilder text = new StringBuilder(SIZE);
    for (int i = SIZE - 1; i >= 0; i--) {
      text.append(LETTERS.charAt((int) (check >>> 5 * i & 31)));
    }
    return text.toString();
  }

  private static long step(long check, int value) {
    long next = (check & 0x7ffffffffL) << 5 ^ value;
    for (int bit = 0; bit < GENERATOR.length; bit++) {
      next ^= (check >>> 35 + bit & 1) == 1 ? GENERATOR[bit] : 0;
    }
    return next;
  }
}
