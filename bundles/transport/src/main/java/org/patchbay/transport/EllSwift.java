package org.patchbay.transport;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.math.ec.ECFieldElement;

/**
 * ElligatorSwift: x coordinates as 64 bytes that look like chance (protocol-facts §3.4). All of it
 * is known to whoever listens, so that nothing here has to hide how long it takes. Stateless.
 */
final class EllSwift {
  static final int SIZE = 64;
  private static final int HALF = SIZE / 2;
  private static final int CASES = 8;

  private static final ECFieldElement ONE = Secp256k1.element(BigInteger.ONE);
  private static final ECFieldElement TWO = Secp256k1.element(BigInteger.TWO);
  private static final ECFieldElement THREE = Secp256k1.element(BigInteger.valueOf(3));
  private static final ECFieldElement FOUR = Secp256k1.element(BigInteger.valueOf(4));
  private static final ECFieldElement SEVEN = Secp256k1.element(BigInteger.valueOf(7));

  /** A square root of −3. */
  private static final ECFieldElement C =
      Secp256k1.element(
          new BigInteger("a2d2ba93507f1df233770c2a797962cc61f6d15da14ecd47d8d27ae1cd5f852", 16));

  private static final ECFieldElement HALF_OF_ONE = TWO.invert();
  private static final ECFieldElement HALF_OF_ONE_LESS_C = ONE.subtract(C).multiply(HALF_OF_ONE);
  private static final ECFieldElement HALF_OF_ONE_MORE_C = ONE.add(C).multiply(HALF_OF_ONE);

  private EllSwift() {}

  /** The x coordinate that 64 bytes stand for; any bytes stand for one. */
  static ECFieldElement decode(byte[] bytes) {
    ECFieldElement u = element(bytes, 0);
    ECFieldElement t = element(bytes, HALF);
    u = u.isZero() ? ONE : u;
    t = t.isZero() ? ONE : t;
    ECFieldElement cube = u.square().multiply(u).add(SEVEN);
    ECFieldElement square = t.square();
    if (cube.add(square).isZero()) {
      t = t.add(t);
      square = t.square();
    }
    // x over t, of which only the ratio to c u counts: one inversion for all quotients below
    ECFieldElement above = cube.subtract(square);
    ECFieldElement below = t.add(t);
    ECFieldElement x = above.divide(below);
    ECFieldElement y = x.add(t).divide(C.multiply(u));
    ECFieldElement third = u.add(y.square().multiply(FOUR));
    if (onCurve(third)) {
      return third;
    }
    ECFieldElement ratio = x.divide(y);
    ECFieldElement second = ratio.add(u).negate().multiply(HALF_OF_ONE);
    return onCurve(second) ? second : ratio.subtract(u).multiply(HALF_OF_ONE);
  }

  /** Sixty-four bytes, by chance among the many that stand for an x coordinate of the curve. */
  static byte[] encode(ECFieldElement x, Random random) {
    byte[] drawn = new byte[HALF];
    while (true) {
      random.nextBytes(drawn);
      ECFieldElement u = element(drawn, 0);
      ECFieldElement t = u.isZero() ? null : inverse(x, u, random.nextInt(CASES));
      if (t != null) {
        byte[] bytes = Arrays.copyOf(u.getEncoded(), SIZE);
        System.arraycopy(t.getEncoded(), 0, bytes, HALF, HALF);
        return bytes;
      }
    }
  }

  /**
   * The t that stands for x together with u, or null when this case has none.
   *
   * @param which 0 to 7
   */
  static ECFieldElement inverse(ECFieldElement x, ECFieldElement u, int which) {
    ECFieldElement square = u.square();
    ECFieldElement cube = square.multiply(u).add(SEVEN);
    ECFieldElement s;
    ECFieldElement v;
    if ((which & 2) == 0) {
      if (onCurve(x.add(u).negate())) {
        return null;
      }
      v = x;
      s = cube.negate().divide(square.add(u.multiply(v)).add(v.square()));
    } else {
      s = x.subtract(u);
      if (s.isZero()) {
        return null;
      }
      ECFieldElement inner = cube.multiply(FOUR).add(THREE.multiply(square).multiply(s));
      ECFieldElement r = s.multiply(inner).negate().sqrt();
      if (r == null || (which & 1) == 1 && r.isZero()) {
        return null;
      }
      v = r.divide(s).subtract(u).multiply(HALF_OF_ONE);
    }
    ECFieldElement w = s.sqrt();
    if (w == null) {
      return null;
    }
    ECFieldElement factor = (which & 1) == 0 ? HALF_OF_ONE_LESS_C : HALF_OF_ONE_MORE_C;
    ECFieldElement t = w.multiply(u.multiply(factor).add(v));
    int sign = which & 5;
    return sign == 0 || sign == 5 ? t.negate() : t;
  }

  private static boolean onCurve(ECFieldElement x) {
    return x.square().multiply(x).add(SEVEN).sqrt() != null;
  }

  private static ECFieldElement element(byte[] bytes, int from) {
    return Secp256k1.element(new BigInteger(1, bytes, from, HALF));
  }
}
