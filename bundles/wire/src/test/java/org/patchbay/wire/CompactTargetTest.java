package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the definition in big integers (protocol-facts §15.1). */
class CompactTargetTest {
  private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);
  private final SplittableRandom random = new SplittableRandom(151);

  @Test
  void targetOfAnyBits() {
    for (int i = 0; i < 100_000; i++) {
      long bits = anyBits();
      BigInteger target = naiveTarget(bits);
      BigInteger found =
          CompactTarget.target(bits).map(UInt256::toBigInteger).orElse(BigInteger.ZERO);
      assertEquals(target, found, () -> Long.toHexString(bits));
      BigInteger work =
          target.signum() == 0 ? BigInteger.ZERO : TWO_256.divide(target.add(BigInteger.ONE));
      assertEquals(work, CompactTarget.work(bits).toBigInteger(), () -> Long.toHexString(bits));
    }
  }

  @Test
  void bitsOfAnyTarget() {
    for (int i = 0; i < 100_000; i++) {
      BigInteger target = number().shiftRight(random.nextInt(257));
      long bits = CompactTarget.bits(UInt256.of(target));
      assertEquals(naiveBits(target), bits, () -> target.toString(16));
      // Rounded down to the three leading bytes, so that encoding it again changes nothing.
      CompactTarget.target(bits).ifPresent(t -> assertEquals(bits, CompactTarget.bits(t)));
    }
  }

  @Test
  void metAtTheTargetAndNotAboveIt() {
    for (int size = 0; size < 256; size++) {
      for (long mantissa :
          new long[] {0, 1, 0x80, 0xFF, 0x100, 0x8000, 0xFFFF, 0x10000, 0x7FFFFF}) {
        long bits = (long) size << 24 | mantissa;
        BigInteger target = naiveTarget(bits);
        if (target.signum() == 0) {
          assertFalse(CompactTarget.isMetBy(Hash256.ZERO, bits), () -> Long.toHexString(bits));
          continue;
        }
        for (int delta = -1; delta <= 1; delta++) {
          BigInteger hash = target.add(BigInteger.valueOf(delta));
          assertEquals(
              delta <= 0, CompactTarget.isMetBy(hash(hash), bits), () -> hash.toString(16));
        }
        // One bit above in every word.
        for (int bit = target.bitLength(); bit < 256; bit++) {
          assertFalse(CompactTarget.isMetBy(hash(BigInteger.ZERO.setBit(bit)), bits));
        }
      }
    }
  }

  @Test
  void metLikeTheDefinition() {
    for (int i = 0; i < 100_000; i++) {
      long bits = anyBits();
      BigInteger target = naiveTarget(bits);
      BigInteger hash = number().shiftRight(random.nextInt(256));
      boolean met = target.signum() > 0 && hash.compareTo(target) <= 0;
      assertEquals(met, CompactTarget.isMetBy(hash(hash), bits), () -> Long.toHexString(bits));
    }
  }

  private long anyBits() {
    long bits = random.nextLong() & 0xFFFFFFFFL;
    return random.nextInt(4) == 0 ? bits : bits & 0x00FFFFFFL | (long) random.nextInt(37) << 24;
  }

  private BigInteger number() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes);
  }

  private static Hash256 hash(BigInteger value) {
    UInt256 v = UInt256.of(value);
    return new Hash256(v.longAt(0), v.longAt(1), v.longAt(2), v.longAt(3));
  }

  /** Zero for all that is invalid. */
  private static BigInteger naiveTarget(long bits) {
    int size = (int) (bits >> 24);
    BigInteger mantissa = BigInteger.valueOf(bits & 0x7FFFFF);
    BigInteger target =
        size <= 3 ? mantissa.shiftRight(8 * (3 - size)) : mantissa.shiftLeft(8 * (size - 3));
    boolean negative = (bits & 0x800000) != 0;
    return negative || target.bitLength() > 256 ? BigInteger.ZERO : target;
  }

  private static long naiveBits(BigInteger target) {
    // As a signed big-endian number: a leading zero byte appears just where the sign bit would.
    byte[] mpi = target.signum() == 0 ? new byte[0] : target.toByteArray();
    long bits = (long) mpi.length << 24;
    for (int i = 0; i < Math.min(3, mpi.length); i++) {
      bits |= (mpi[i] & 0xFFL) << (16 - 8 * i);
    }
    return bits;
  }
}
