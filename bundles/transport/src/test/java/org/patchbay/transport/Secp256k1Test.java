package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fast arithmetic beside one that is plainly right. */
class Secp256k1Test {
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.valueOf(0x1_0000_03D1L));
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final BigInteger[] G = {
    new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
    new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16)
  };
  private final Random random = new Random(256);

  private static byte[] bytes(BigInteger number) {
    byte[] bytes = new byte[32];
    byte[] all = number.toByteArray();
    int count = Math.min(32, all.length);
    System.arraycopy(all, all.length - count, bytes, 32 - count, count);
    return bytes;
  }

  private static long[] field(BigInteger number) {
    return Field.get(bytes(number), 0);
  }

  private static BigInteger plain(long[] number) {
    byte[] bytes = new byte[32];
    Field.put(number, bytes, 0);
    return new BigInteger(1, bytes);
  }

  /** Often with long runs of equal bits, and often next to 0, p or 2²⁵⁶. */
  private BigInteger number() {
    BigInteger number = new BigInteger(256, random);
    switch (random.nextInt(4)) {
      case 0:
        return number.and(new BigInteger(256, random)).shiftRight(random.nextInt(256));
      case 1:
        return P.add(BigInteger.valueOf(random.nextInt(5) - 2));
      case 2:
        return BigInteger.ONE
            .shiftLeft(256)
            .subtract(number.shiftRight(random.nextInt(255)))
            .subtract(BigInteger.ONE)
            .max(BigInteger.ZERO);
      default:
        return number;
    }
  }

  @Test
  void operationsAreThoseOfPlainNumbers() {
    long[] to = Field.zero();
    for (int i = 0; i < 20_000; i++) {
      BigInteger a = number();
      BigInteger b = number();
      Field.multiply(field(a), field(b), to);
      assertEquals(a.multiply(b).mod(P), plain(to));
      Field.square(field(a), to);
      assertEquals(a.multiply(a).mod(P), plain(to));
      Field.add(field(a), field(b), to);
      assertEquals(a.add(b).mod(P), plain(to));
      Field.subtract(field(a), field(b), to);
      assertEquals(a.subtract(b).mod(P), plain(to));
      Field.scale(field(a), i % 101, to);
      assertEquals(a.multiply(BigInteger.valueOf(i % 101)).mod(P), plain(to));
      assertEquals(a.mod(P).signum() == 0, Field.isZero(field(a)));
    }
  }

  @Test
  void longChainsStayWithinTheirLimbs() {
    BigInteger a = number();
    BigInteger b = number();
    long[] fastA = field(a);
    long[] fastB = field(b);
    for (int i = 0; i < 20_000; i++) {
      switch (random.nextInt(5)) {
        case 0:
          a = a.multiply(b).mod(P);
          Field.multiply(fastA, fastB, fastA);
          break;
        case 1:
          b = b.subtract(a).mod(P);
          Field.subtract(fastB, fastA, fastB);
          break;
        case 2:
          a = a.add(b).mod(P);
          Field.add(fastA, fastB, fastA);
          break;
        case 3:
          b = b.multiply(BigInteger.valueOf(100)).mod(P);
          Field.scale(fastB, 100, fastB);
          break;
        default:
          a = a.multiply(a).mod(P);
          Field.square(fastA, fastA);
      }
      assertEquals(a, plain(fastA));
      assertEquals(b, plain(fastB));
    }
  }

  @Test
  void inversesAndRootsAreThose() {
    long[] to = Field.zero();
    for (int i = 0; i < 300; i++) {
      BigInteger a = number().mod(P);
      BigInteger b = number().mod(P).max(BigInteger.ONE);
      Field.invert(field(b), to);
      assertEquals(b.modInverse(P), plain(to));
      BigInteger ratio = a.multiply(b.modInverse(P)).mod(P);
      BigInteger root = ratio.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
      boolean square = root.multiply(root).mod(P).equals(ratio);
      assertEquals(square, Field.root(field(a), field(b), to));
      if (square) {
        BigInteger found = plain(to);
        assertEquals(ratio, found.multiply(found).mod(P));
      }
    }
  }

  @Test
  void multiplesArePlainOnes() {
    for (int i = 0; i < 60; i++) {
      BigInteger mine = i < 20 ? BigInteger.valueOf(i + 1) : number().mod(ORDER);
      mine = i >= 20 && i < 40 ? ORDER.subtract(BigInteger.valueOf(i - 19)) : mine;
      BigInteger[] point = times(mine.max(BigInteger.ONE), G);
      byte[] key = bytes(mine.max(BigInteger.ONE));
      assertEquals(point[0], plain(Secp256k1.publicX(key)), "" + mine);
      BigInteger theirs = new BigInteger(255, random).max(BigInteger.ONE);
      BigInteger shared = times(theirs, point)[0];
      assertEquals(shared, new BigInteger(1, Secp256k1.sharedX(bytes(theirs), field(point[0]))));
    }
  }

  private static BigInteger[] times(BigInteger scalar, BigInteger[] point) {
    BigInteger[] sum = null;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      sum = scalar.testBit(bit) ? add(sum, point) : sum;
    }
    return sum;
  }

  /** Null is the infinite point. */
  private static BigInteger[] add(BigInteger[] one, BigInteger[] other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    BigInteger above;
    BigInteger below;
    if (!one[0].equals(other[0])) {
      above = other[1].subtract(one[1]);
      below = other[0].subtract(one[0]);
    } else if (one[1].equals(other[1])) {
      above = one[0].multiply(one[0]).multiply(BigInteger.valueOf(3));
      below = one[1].shiftLeft(1);
    } else {
      return null;
    }
    BigInteger slope = above.multiply(below.mod(P).modInverse(P)).mod(P);
    BigInteger x = slope.multiply(slope).subtract(one[0]).subtract(other[0]).mod(P);
    BigInteger y = slope.multiply(one[0].subtract(x)).subtract(one[1]).mod(P);
    return new BigInteger[] {x, y};
  }
}
