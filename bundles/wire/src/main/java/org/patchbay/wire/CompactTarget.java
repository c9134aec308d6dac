package org.patchbay.wire;

import java.util.Optional;

/** Targets in their compact form, and the work they stand for (protocol-facts §15.1). */
public final class CompactTarget {
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
    int size = (int) (bits >>> 24) & 0xFF;
    long mantissa = bits & 0x7FFFFF;
    if (size >= 19 && size <= 32 && (bits & 0x800000) == 0 && mantissa != 0) {
      return workOfLarge(mantissa, 8 * (size - 3));
    }
    return target(bits)
        .map(t -> t.not().dividedBy(t.plus(UInt256.ONE)).plus(UInt256.ONE))
        .orElse(UInt256.ZERO);
  }

  /**
   * Work of a target m·2ˢ with s ≥ 128, as all real ones are: (2ᵏ − 1) / m with k = 256 − s.
   *
   * <p>Why: let q and r be quotient and remainder of 2ᵏ by m, so that q·(m·2ˢ + 1) = 2²⁵⁶ − r·2ˢ +
   * q. With r ≥ 1 and q ≤ 2ᵏ ≤ 2ˢ that is at most 2²⁵⁶, so q is the work; with r = 0 it is one too
   * many. In both cases it is what the formula gives.
   */
  private static UInt256 workOfLarge(long mantissa, int shift) {
    int bits = 256 - shift;
    long high = bits > 64 ? -1L >>> (128 - bits) : 0;
    long low = bits > 64 ? -1L : -1L >>> (64 - bits);
    long rest = Long.remainderUnsigned(high, mantissa) << 32 | low >>> 32;
    long middle = rest / mantissa;
    rest = rest % mantissa << 32 | low & 0xFFFFFFFFL;
    return new UInt256(middle << 32 | rest / mantissa, Long.divideUnsigned(high, mantissa), 0, 0);
  }
}
