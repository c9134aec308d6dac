package org.patchbay.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** An unsigned 256-bit number: targets and work. Arithmetic wraps at 2²⁵⁶. Immutable. */
public final class UInt256 implements Comparable<UInt256> {
  /** Zero. */
  public static final UInt256 ZERO = new UInt256(0, 0, 0, 0);

  /** One. */
  public static final UInt256 ONE = new UInt256(1, 0, 0, 0);

  private static final long LOW = 0xFFFFFFFFL;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private final long w0;
  private final long w1;
  private final long w2;
  private final long w3;

  /** Of its 64-bit words, the least significant first. */
  public UInt256(long w0, long w1, long w2, long w3) {
    this.w0 = w0;
    this.w1 = w1;
    this.w2 = w2;
    this.w3 = w3;
  }

  /** Of an unsigned 64-bit number. */
  public static UInt256 of(long value) {
    return new UInt256(value, 0, 0, 0);
  }

  /**
   * Of 1 to 64 hex digits, the most significant first.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static UInt256 ofHex(String hex) {
    if (hex.isEmpty() || hex.length() > 64) {
      throw new IllegalArgumentException(hex.length() + " hex digits (1 to 64)");
    }
    byte[] bytes = HexFormat.of().parseHex("0".repeat(64 - hex.length()) + hex);
    return of(new BigInteger(1, bytes));
  }

  /** Of a number, modulo 2²⁵⁶. */
  public static UInt256 of(BigInteger value) {
    BigInteger v = value.mod(MODULUS);
    return new UInt256(
        v.longValue(),
        v.shiftRight(64).longValue(),
        v.shiftRight(128).longValue(),
        v.shiftRight(192).longValue());
  }

  /** A hash read as a little-endian number. */
  public static UInt256 of(Hash256 hash) {
    return new UInt256(hash.longAt(0), hash.longAt(1), hash.longAt(2), hash.longAt(3));
  }

  /** Word 0 (least significant) to 3. */
  public long longAt(int word) {
    return switch (word) {
      case 0 -> w0;
      case 1 -> w1;
      case 2 -> w2;
      case 3 -> w3;
      default -> throw new IndexOutOfBoundsException(word);
    };
  }

  /** The sum. */
  public UInt256 plus(UInt256 o) {
    long s0 = w0 + o.w0;
    long carry = Long.compareUnsigned(s0, w0) < 0 ? 1 : 0;
    long s1 = w1 + o.w1 + carry;
    carry = carry(w1, o.w1, s1);
    long s2 = w2 + o.w2 + carry;
    carry = carry(w2, o.w2, s2);
    return new UInt256(s0, s1, s2, w3 + o.w3 + carry);
  }

  /** The difference. */
  public UInt256 minus(UInt256 o) {
    long d0 = w0 - o.w0;
    long borrow = Long.compareUnsigned(w0, o.w0) < 0 ? 1 : 0;
    long d1 = w1 - o.w1 - borrow;
    borrow = borrow(w1, o.w1, d1);
    long d2 = w2 - o.w2 - borrow;
    borrow = borrow(w2, o.w2, d2);
    return new UInt256(d0, d1, d2, w3 - o.w3 - borrow);
  }

  /** All bits inverted. */
  public UInt256 not() {
    return new UInt256(~w0, ~w1, ~w2, ~w3);
  }

  /** The product with an unsigned 32-bit number. */
  public UInt256 times(long factor) {
    if (factor >>> 32 != 0) {
      throw new IllegalArgumentException("factor " + factor + " (0 to 4294967295)");
    }
    long[] words = {w0, w1, w2, w3};
    long carry = 0;
    for (int i = 0; i < words.length; i++) {
      long low = (words[i] & LOW) * factor + carry;
      long high = (words[i] >>> 32) * factor + (low >>> 32);
      words[i] = high << 32 | low & LOW;
      carry = high >>> 32;
    }
    return new UInt256(words[0], words[1], words[2], words[3]);
  }

  /**
   * The quotient, rounded down.
   *
   * @throws ArithmeticException when the divisor is zero
   */
  public UInt256 dividedBy(UInt256 divisor) {
    if (divisor.isZero()) {
      throw new ArithmeticException("division by zero");
    }
    int shift = bitLength() - divisor.bitLength();
    if (shift < 0) {
      return ZERO;
    }
    // Long division, bit by bit: as many steps as the quotient has bits.
    UInt256 part = divisor.shiftedLeft(shift);
    UInt256 rest = this;
    long[] quotient = new long[4];
    for (; shift >= 0; shift--) {
      if (rest.compareTo(part) >= 0) {
        rest = rest.minus(part);
        quotient[shift >>> 6] |= 1L << shift;
      }
      part = part.halved();
    }
    return new UInt256(quotient[0], quotient[1], quotient[2], quotient[3]);
  }

  private UInt256 halved() {
    return new UInt256(w0 >>> 1 | w1 << 63, w1 >>> 1 | w2 << 63, w2 >>> 1 | w3 << 63, w3 >>> 1);
  }

  /** Shifted by 0 to 255 bits. */
  UInt256 shiftedLeft(int bits) {
    int words = bits >>> 6;
    int within = bits & 63;
    long[] from = {w0, w1, w2, w3};
    long[] to = new long[4];
    for (int i = words; i < 4; i++) {
      to[i] = from[i - words] << within;
      if (within > 0 && i > words) {
        to[i] |= from[i - words - 1] >>> (64 - within);
      }
    }
    return new UInt256(to[0], to[1], to[2], to[3]);
  }

  /** Shifted by 0 to 255 bits, zeros coming in. */
  UInt256 shiftedRight(int bits) {
    int words = bits >>> 6;
    int within = bits & 63;
    long[] from = {w0, w1, w2, w3};
    long[] to = new long[4];
    for (int i = 0; i < 4 - words; i++) {
      to[i] = from[i + words] >>> within;
      if (within > 0 && i + words < 3) {
        to[i] |= from[i + words + 1] << (64 - within);
      }
    }
    return new UInt256(to[0], to[1], to[2], to[3]);
  }

  /** Number of bits up to the highest that is set. */
  public int bitLength() {
    if (w3 != 0) {
      return 256 - Long.numberOfLeadingZeros(w3);
    }
    if (w2 != 0) {
      return 192 - Long.numberOfLeadingZeros(w2);
    }
    return w1 != 0 ? 128 - Long.numberOfLeadingZeros(w1) : 64 - Long.numberOfLeadingZeros(w0);
  }

  /** True for zero. */
  public boolean isZero() {
    return (w0 | w1 | w2 | w3) == 0;
  }

  /** The number as an object of the JDK. */
  public BigInteger toBigInteger() {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    bytes.putLong(w3).putLong(w2).putLong(w1).putLong(w0);
    return new BigInteger(1, bytes.array());
  }

  /** 64 hex digits, the most significant first. */
  public String toHex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(w3) + hex.toHexDigits(w2) + hex.toHexDigits(w1) + hex.toHexDigits(w0);
  }

  @Override
  public int compareTo(UInt256 o) {
    int order = Long.compareUnsigned(w3, o.w3);
    if (order == 0) {
      order = Long.compareUnsigned(w2, o.w2);
    }
    if (order == 0) {
      order = Long.compareUnsigned(w1, o.w1);
    }
    return order == 0 ? Long.compareUnsigned(w0, o.w0) : order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UInt256 that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(w0 ^ w1 ^ w2 ^ w3);
  }

  @Override
  public String toString() {
    return toHex();
  }

  private static long borrow(long a, long b, long difference) {
    return ((~a & b) | ((~a | b) & difference)) >>> 63;
  }

  private static long carry(long a, long b, long sum) {
    return ((a & b) | ((a | b) & ~sum)) >>> 63;
  }
}
