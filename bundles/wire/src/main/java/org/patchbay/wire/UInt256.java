package org.patchbay.wire;

import java.math.BigInteger;
import java.util.HexFormat;

/** An unsigned 256-bit number: targets and work. Arithmetic wraps at 2²⁵⁶. Immutable. */
public final class UInt256 implements Comparable<UInt256> {
  /** Zero. */
  public static final UInt256 ZERO = new UInt256(0, 0, 0, 0);

  /** One. */
  public static final UInt256 ONE = new UInt256(1, 0, 0, 0);

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

  /** Of up to 64 hex digits, the most significant first. */
  public static UInt256 ofHex(String hex) {
    return of(new BigInteger(hex, 16));
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
    return plus(o.not()).plus(ONE);
  }

  /** All bits inverted. */
  public UInt256 not() {
    return new UInt256(~w0, ~w1, ~w2, ~w3);
  }

  /** The product with an unsigned 32-bit number. */
  public UInt256 times(long factor) {
    return of(toBigInteger().multiply(BigInteger.valueOf(factor)));
  }

  /** The quotient, rounded down. */
  public UInt256 dividedBy(UInt256 divisor) {
    return of(toBigInteger().divide(divisor.toBigInteger()));
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
    return new BigInteger(toHex(), 16);
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

  private static long carry(long a, long b, long sum) {
    return ((a & b) | ((a | b) & ~sum)) >>> 63;
  }
}
