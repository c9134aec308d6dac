package org.patchbay.wire;

import java.util.Optional;

/** Targets in their compact form, and the work they stand for (protocol-facts §15.1). */
public final class CompactTarget {
  private static final Known[] KNOWN = new Known[16];

  private record Known(long bits, UInt256 work) {}

  private CompactTarget() {}

  /**
   * The target of compact bits, or empty when they are negative, zero or overflow.
   *
   * @param bits as in a header, unsigned 32 bits
   */
  public static Optional<UInt256> target(long bits) {
    int size = (int) (bits >>> 24) & 0xFF;
    long mantissa = bits & 0x7FFFFF;
    boolean negative = (bits & 0x800000) != 0 && mantissa != 0;
    boolean overflow =
        mantissa != 0
            && (size > 34 || (mantissa > 0xFF && size > 33) || (mantissa > 0xFFFF && size > 32));
    if (negative || overflow) {
      return Optional.empty();
    }
    UInt256 target =
        size <= 3
            ? UInt256.of(mantissa >>> (8 * (3 - size)))
            : UInt256.of(mantissa).shiftedLeft(8 * (size - 3));
    return target.isZero() ? Optional.empty() : Optional.of(target);
  }

  /** The compact form of a target: minimal size, rounded down to what three bytes can say. */
  public static long bits(UInt256 target) {
    int size = (target.bitLength() + 7) / 8;
    long mantissa =
        size <= 3
            ? target.longAt(0) << (8 * (3 - size))
            : target.shiftedRight(8 * (size - 3)).longAt(0);
    if ((mantissa & 0x800000) != 0) {
      mantissa >>>= 8;
      size++;
    }
    return mantissa | ((long) size << 24);
  }

  /** Whether a hash, as a little-endian number, is at most the target; false for invalid bits. */
  public static boolean isMetBy(Hash256 hash, long bits) {
    int size = (int) (bits >>> 24) & 0xFF;
    // A regular target: three bytes at a byte position within 256 bits.
    if (size > 3 && size <= 32 && (bits & 0x800000) == 0 && (bits & 0x7FFFFF) != 0) {
      long mantissa = bits & 0x7FFFFF;
      int shift = 8 * (size - 3);
      int word = shift >>> 6;
      int bit = shift & 63;
      for (int i = 3; i >= 0; i--) {
        long limit = i == word ? mantissa << bit : 0;
        if (i == word + 1 && bit > 40) {
          limit = mantissa >>> (64 - bit);
        }
        int order = Long.compareUnsigned(hash.longAt(i), limit);
        if (order != 0) {
          return order < 0;
        }
      }
      return true;
    }
    return target(bits).filter(target -> UInt256.of(hash).compareTo(target) <= 0).isPresent();
  }

  /** Work of one header: 2²⁵⁶ / (target + 1); zero for invalid bits. */
  public static UInt256 work(long bits) {
    // Thousands of headers in a row have the same bits. Writers may race: each entry is immutable
    // and says which bits it is for.
    int slot = (int) (bits ^ bits >>> 24) & (KNOWN.length - 1);
    Known known = KNOWN[slot];
    if (known == null || known.bits != bits) {
      known = new Known(bits, divided(bits));
      KNOWN[slot] = known;
    }
    return known.work;
  }

  private static UInt256 divided(long bits) {
    return target(bits)
        .map(t -> t.not().dividedBy(t.plus(UInt256.ONE)).plus(UInt256.ONE))
        .orElse(UInt256.ZERO);
  }
}
