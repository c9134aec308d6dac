package org.patchbay.transport;

/**
 * Numbers modulo p = 2²⁵⁶ − 4,294,968,273, the field of secp256k1, as five limbs of 52 bits, the
 * lowest first. Stateless.
 *
 * <p>Rule: nothing here branches on a limb or uses one as an index, except {@link #isZero}, whose
 * answer is public. Reason: a peer measures how long we take (protocol-facts §3.3).
 *
 * <p>Every operation takes and leaves limbs below 2⁵² (the highest below 2⁴⁹), so that a number may
 * still be p or more; {@link #put} and {@link #isZero} settle that. The array that takes a result
 * may be one of those it is made of.
 *
 * <p>A product of two limbs is taken in two halves that meet at bit 52, so that the halves of
 * several products add up in 64 bits without a carry: {@code multiplyHigh} of both limbs shifted by
 * six is the upper one, and what wraps around in the sum of the products is the sum of the upper
 * ones again.
 */
final class Field {
  static final int LIMBS = 5;
  static final int BYTES = 32;

  private static final int BITS = 52;
  private static final int TOP_BITS = 48;
  private static final long MASK = (1L << BITS) - 1;
  private static final long TOP_MASK = (1L << TOP_BITS) - 1;

  /** 2²⁵⁶ modulo p. */
  private static final long FOLD = 0x1_0000_03D1L;

  /** 2²⁶⁰ modulo p. */
  private static final long WIDE_FOLD = FOLD << 4;

  /** Four times p, of limbs from which any number may be taken. */
  private static final long P4_LOW = 4 * (MASK + 1 - FOLD);

  private static final long P4_MIDDLE = 4 * MASK;
  private static final long P4_TOP = 4 * TOP_MASK;

  private Field() {}

  static long[] number(long small) {
    return new long[] {small, 0, 0, 0, 0};
  }

  static long[] zero() {
    return new long[LIMBS];
  }

  static void copy(long[] of, long[] to) {
    System.arraycopy(of, 0, to, 0, LIMBS);
  }

  /** The number in 32 bytes, the highest first; it may be p or more. */
  static long[] get(byte[] bytes, int at) {
    long a = i64(bytes, at + 24);
    long b = i64(bytes, at + 16);
    long c = i64(bytes, at + 8);
    long d = i64(bytes, at);
    return new long[] {
      a & MASK,
      (a >>> 52 | b << 12) & MASK,
      (b >>> 40 | c << 24) & MASK,
      (c >>> 28 | d << 36) & MASK,
      d >>> 16
    };
  }

  /** Puts the number, which is then less than p, as 32 bytes. */
  static void put(long[] of, byte[] bytes, int at) {
    long[] n = settled(of);
    putI64(bytes, at + 24, n[0] | n[1] << 52);
    putI64(bytes, at + 16, n[1] >>> 12 | n[2] << 40);
    putI64(bytes, at + 8, n[2] >>> 24 | n[3] << 28);
    putI64(bytes, at, n[3] >>> 36 | n[4] << 16);
  }

  private static long i64(byte[] bytes, int at) {
    return Long.reverseBytes(LittleEndian.i64(bytes, at));
  }

  private static void putI64(byte[] bytes, int at, long value) {
    LittleEndian.putI64(bytes, at, Long.reverseBytes(value));
  }

  static boolean isZero(long[] of) {
    long[] n = settled(of);
    return (n[0] | n[1] | n[2] | n[3] | n[4]) == 0;
  }

  /** The same number, less than p: p is taken off when adding 2²⁵⁶ − p reaches 2²⁵⁶. */
  private static long[] settled(long[] of) {
    long[] n = zero();
    settle(of[0], of[1], of[2], of[3], of[4], n);
    settle(n[0], n[1], n[2], n[3], n[4], n); // the first may have left 2²⁵⁶ and little more
    long carry = n[0] + FOLD >>> BITS;
    carry = n[1] + carry >>> BITS;
    carry = n[2] + carry >>> BITS;
    carry = n[3] + carry >>> BITS;
    carry = n[4] + carry >>> TOP_BITS;
    long sum = n[0] + FOLD * carry;
    n[0] = sum & MASK;
    sum = n[1] + (sum >>> BITS);
    n[1] = sum & MASK;
    sum = n[2] + (sum >>> BITS);
    n[2] = sum & MASK;
    sum = n[3] + (sum >>> BITS);
    n[3] = sum & MASK;
    n[4] = n[4] + (sum >>> BITS) & TOP_MASK;
    return n;
  }

  /** Brings limbs below 2⁶³ into their bounds. */
  private static void settle(long a, long b, long c, long d, long e, long[] to) {
    long sum = a + (e >>> TOP_BITS) * FOLD;
    to[0] = sum & MASK;
    sum = b + (sum >>> BITS);
    to[1] = sum & MASK;
    sum = c + (sum >>> BITS);
    to[2] = sum & MASK;
    sum = d + (sum >>> BITS);
    to[3] = sum & MASK;
    to[4] = (e & TOP_MASK) + (sum >>> BITS);
  }

  static void add(long[] one, long[] other, long[] to) {
    settle(
        one[0] + other[0],
        one[1] + other[1],
        one[2] + other[2],
        one[3] + other[3],
        one[4] + other[4],
        to);
  }

  static void subtract(long[] from, long[] what, long[] to) {
    settle(
        from[0] + P4_LOW - what[0],
        from[1] + P4_MIDDLE - what[1],
        from[2] + P4_MIDDLE - what[2],
        from[3] + P4_MIDDLE - what[3],
        from[4] + P4_TOP - what[4],
        to);
  }

  static void negate(long[] of, long[] to) {
    subtract(zero(), of, to);
  }

  /**
   * Multiplies by a small number.
   *
   * @param by from 0 to 100
   */
  static void scale(long[] of, int by, long[] to) {
    settle(of[0] * by, of[1] * by, of[2] * by, of[3] * by, of[4] * by, to);
  }

  private static long high(long one, long other) {
    return Math.multiplyHigh(one << 6, other << 6);
  }

  static void multiply(long[] one, long[] other, long[] to) {
    long a0 = one[0];
    long a1 = one[1];
    long a2 = one[2];
    long a3 = one[3];
    long a4 = one[4];
    long b0 = other[0];
    long b1 = other[1];
    long b2 = other[2];
    long b3 = other[3];
    long b4 = other[4];
    long h0 = high(a0, b0);
    long h1 = high(a0, b1) + high(a1, b0);
    long h2 = high(a0, b2) + high(a1, b1) + high(a2, b0);
    long h3 = high(a0, b3) + high(a1, b2) + high(a2, b1) + high(a3, b0);
    long h4 = high(a0, b4) + high(a1, b3) + high(a2, b2) + high(a3, b1) + high(a4, b0);
    long h5 = high(a1, b4) + high(a2, b3) + high(a3, b2) + high(a4, b1);
    long h6 = high(a2, b4) + high(a3, b3) + high(a4, b2);
    long h7 = high(a3, b4) + high(a4, b3);
    long h8 = high(a4, b4);
    fold(
        a0 * b0 - (h0 << BITS),
        a0 * b1 + a1 * b0 - (h1 << BITS) + h0,
        a0 * b2 + a1 * b1 + a2 * b0 - (h2 << BITS) + h1,
        a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << BITS) + h2,
        a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << BITS) + h3,
        a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << BITS) + h4,
        a2 * b4 + a3 * b3 + a4 * b2 - (h6 << BITS) + h5,
        a3 * b4 + a4 * b3 - (h7 << BITS) + h6,
        a4 * b4 - (h8 << BITS) + h7,
        h8,
        to);
  }

  static void square(long[] of, long[] to) {
    long a0 = of[0];
    long a1 = of[1];
    long a2 = of[2];
    long a3 = of[3];
    long a4 = of[4];
    long d0 = 2 * a0;
    long d1 = 2 * a1;
    long d2 = 2 * a2;
    long d3 = 2 * a3;
    long h0 = high(a0, a0);
    long h1 = high(d0, a1);
    long h2 = high(d0, a2) + high(a1, a1);
    long h3 = high(d0, a3) + high(d1, a2);
    long h4 = high(d0, a4) + high(d1, a3) + high(a2, a2);
    long h5 = high(d1, a4) + high(d2, a3);
    long h6 = high(d2, a4) + high(a3, a3);
    long h7 = high(d3, a4);
    long h8 = high(a4, a4);
    fold(
        a0 * a0 - (h0 << BITS),
        d0 * a1 - (h1 << BITS) + h0,
        d0 * a2 + a1 * a1 - (h2 << BITS) + h1,
        d0 * a3 + d1 * a2 - (h3 << BITS) + h2,
        d0 * a4 + d1 * a3 + a2 * a2 - (h4 << BITS) + h3,
        d1 * a4 + d2 * a3 - (h5 << BITS) + h4,
        d2 * a4 + a3 * a3 - (h6 << BITS) + h5,
        d3 * a4 - (h7 << BITS) + h6,
        a4 * a4 - (h8 << BITS) + h7,
        h8,
        to);
  }

  /** Brings ten columns, each less than 2⁵⁶, back to five limbs. */
  private static void fold(
      long c0,
      long c1,
      long c2,
      long c3,
      long c4,
      long c5,
      long c6,
      long c7,
      long c8,
      long c9,
      long[] to) {
    c6 += c5 >>> BITS;
    c5 &= MASK;
    c7 += c6 >>> BITS;
    c6 &= MASK;
    c8 += c7 >>> BITS;
    c7 &= MASK;
    c9 += c8 >>> BITS;
    c8 &= MASK;
    long h5 = high(c5, WIDE_FOLD);
    long h6 = high(c6, WIDE_FOLD);
    long h7 = high(c7, WIDE_FOLD);
    long h8 = high(c8, WIDE_FOLD);
    long h9 = high(c9, WIDE_FOLD);
    long r0 = c0 + c5 * WIDE_FOLD - (h5 << BITS);
    long r1 = c1 + c6 * WIDE_FOLD - (h6 << BITS) + h5;
    long r2 = c2 + c7 * WIDE_FOLD - (h7 << BITS) + h6;
    long r3 = c3 + c8 * WIDE_FOLD - (h8 << BITS) + h7;
    long r4 = c4 + c9 * WIDE_FOLD - (h9 << BITS) + h8;
    long over = high(h9, WIDE_FOLD);
    settle(r0 + h9 * WIDE_FOLD - (over << BITS), r1 + over, r2, r3, r4, to);
  }

  private static void square(long[] of, int times, long[] to) {
    square(of, to);
    for (int i = 1; i < times; i++) {
      square(to, to);
    }
  }

  /** Appends as many ones to an exponent as {@code ones} stands for. */
  private static long[] append(long[] power, int times, long[] ones) {
    long[] to = zero();
    square(power, times, to);
    multiply(to, ones, to);
    return to;
  }

  /** Powers of one number whose exponents are all ones in binary. */
  private record Ones(long[] two, long[] twentyTwo, long[] all) {
    /** The last of them is 223 ones, with which p begins. */
    static Ones of(long[] number) {
      long[] two = append(number, 1, number);
      long[] three = append(two, 1, number);
      long[] six = append(three, 3, three);
      long[] nine = append(six, 3, three);
      long[] eleven = append(nine, 2, two);
      long[] twentyTwo = append(eleven, 11, eleven);
      long[] fortyFour = append(twentyTwo, 22, twentyTwo);
      long[] half = append(fortyFour, 44, fortyFour);
      long[] most = append(half, 88, half);
      long[] all = append(append(most, 44, fortyFour), 3, three);
      return new Ones(two, twentyTwo, all);
    }
  }

  /** The number to the power of p − 2, which is its inverse; zero of zero. */
  static void invert(long[] of, long[] to) {
    Ones ones = Ones.of(of);
    long[] power = append(ones.all(), 23, ones.twentyTwo());
    power = append(power, 5, of);
    power = append(power, 3, ones.two());
    copy(append(power, 2, of), to);
  }

  /** The number to the power of (p − 3) / 4. */
  private static long[] rootPower(long[] of) {
    Ones ones = Ones.of(of);
    long[] power = append(ones.all(), 23, ones.twentyTwo());
    power = append(power, 5, of);
    return append(power, 3, ones.two());
  }

  /**
   * A root of a quotient, without dividing: with r = ab (ab³)^((p − 3) / 4), r² is a/b or −a/b.
   * Answers false when there is none; what {@code to} holds is then of no use.
   *
   * @param below not zero
   */
  static boolean root(long[] above, long[] below, long[] to) {
    long[] product = zero();
    long[] cube = zero();
    long[] check = zero();
    multiply(above, below, product);
    square(below, cube);
    multiply(cube, product, cube);
    multiply(product, rootPower(cube), to);
    square(to, check);
    multiply(check, below, check);
    subtract(check, above, check);
    return isZero(check);
  }

  /** Swaps two numbers when {@code yes} is 1 and leaves them when it is 0. */
  static void swap(long[] one, long[] other, int yes) {
    long mask = -yes;
    for (int i = 0; i < LIMBS; i++) {
      long change = (one[i] ^ other[i]) & mask;
      one[i] ^= change;
      other[i] ^= change;
    }
  }
}
