package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Against the JDK's big integers. */
class UInt256Test {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private final Any any = new Any(256);

  @Test
  void arithmetic() {
    for (int i = 0; i < 20_000; i++) {
      BigInteger a = number();
      BigInteger b = number();
      UInt256 x = UInt256.of(a);
      UInt256 y = UInt256.of(b);
      long factor = any.u32();
      int bits = any.below(256);

      assertEquals(a, x.toBigInteger());
      assertSame(a.add(b), x.plus(y));
      assertSame(a.subtract(b), x.minus(y));
      assertSame(a.multiply(BigInteger.valueOf(factor)), x.times(factor));
      assertSame(a.shiftLeft(bits), x.shiftedLeft(bits));
      assertSame(a.shiftRight(bits), x.shiftedRight(bits));
      assertSame(a.not(), x.not());
      if (b.signum() > 0) {
        assertSame(a.divide(b), x.dividedBy(y));
      }
      assertEquals(a.bitLength(), x.bitLength());
      assertEquals(a.compareTo(b), Integer.signum(x.compareTo(y)));
      assertEquals(x, UInt256.ofHex(x.toHex()));
    }
  }

  @Test
  void edges() {
    UInt256 greatest = UInt256.ZERO.not();

    assertEquals(UInt256.ZERO, greatest.plus(UInt256.ONE));
    assertEquals(greatest, UInt256.ZERO.minus(UInt256.ONE));
    assertEquals(greatest, greatest.dividedBy(UInt256.ONE));
    assertEquals(UInt256.ONE, greatest.dividedBy(greatest));
    assertThrows(ArithmeticException.class, () -> greatest.dividedBy(UInt256.ZERO));
    assertThrows(IllegalArgumentException.class, () -> greatest.times(1L << 32));
    assertThrows(IllegalArgumentException.class, () -> UInt256.ofHex("-1"));
    assertThrows(IllegalArgumentException.class, () -> UInt256.ofHex("0".repeat(65)));
    assertEquals(
        new BigInteger("1128750f82f4c366153a3a030", 16),
        UInt256.ofHex("1128750f82f4c366153a3a030").toBigInteger());
  }

  private static void assertSame(BigInteger expected, UInt256 found) {
    assertEquals(expected.mod(MODULUS), found.toBigInteger());
  }

  private BigInteger number() {
    BigInteger number = new BigInteger(1, any.bytes(32)).shiftRight(any.below(257));
    // Runs of ones carry far.
    return any.below(3) == 0 ? MODULUS.subtract(BigInteger.ONE).xor(number) : number;
  }
}
