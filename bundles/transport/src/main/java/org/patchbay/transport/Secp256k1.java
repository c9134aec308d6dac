package org.patchbay.transport;

import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.custom.sec.SecP256K1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP256K1Field;
import org.bouncycastle.math.raw.Nat256;

/**
 * What the handshake needs of the curve y² = x³ + 7 (protocol-facts §3.3). Immutable.
 *
 * <p>Rule: what depends on a private key takes the same steps and touches the same memory for each.
 * Reason: a peer measures how long we take. The one exception is the carry of a field operation,
 * which the library settles by a branch that is taken about once in 2³² times.
 */
final class Secp256k1 {
  static final int SCALAR = 32;
  private static final SecP256K1Curve CURVE = new SecP256K1Curve();
  private static final ECPoint G =
      CURVE.createPoint(
          new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
          new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));
  private static final int LIMBS = 8;

  private Secp256k1() {}

  /** The number modulo the prime of the field. */
  static ECFieldElement element(BigInteger number) {
    return CURVE.fromBigInteger(number.mod(CURVE.getQ()));
  }

  /** A private key, uniformly from 1 to the order of the group less 1. */
  static byte[] privateKey(Random random) {
    byte[] key = new byte[SCALAR];
    BigInteger number;
    do {
      random.nextBytes(key);
      number = new BigInteger(1, key);
    } while (number.signum() == 0 || number.compareTo(CURVE.getOrder()) >= 0);
    return key;
  }

  /** The x coordinate of the public key. */
  static ECFieldElement publicX(byte[] privateKey) {
    ECPoint point = new FixedPointCombMultiplier().multiply(G, new BigInteger(1, privateKey));
    ECFieldElement z = point.getZCoord(0); // Jacobian coordinates: x is over the square of z
    return point.getXCoord().divide(z.square());
  }

  /**
   * The x coordinate of a point times a private key, by the ladder of Montgomery on x coordinates
   * alone: one addition and one doubling for each bit, whatever it is.
   *
   * @param x of a point on the curve
   */
  static byte[] sharedX(byte[] privateKey, ECFieldElement x) {
    Ladder ladder = new Ladder(SecP256K1Field.fromBigInteger(x.toBigInteger()));
    int last = 0;
    for (int bit = 8 * SCALAR - 1; bit >= 0; bit--) {
      int now = privateKey[SCALAR - 1 - (bit >>> 3)] >>> (bit & 7) & 1;
      ladder.swap(now ^ last);
      ladder.step();
      last = now;
    }
    ladder.swap(last);
    return ladder.result();
  }

  /**
   * Two points whose difference stays the base. The infinite point is 1/0, and no point of this
   * curve has x = 0, so that no case is special. Confined to one call.
   */
  private static final class Ladder {
    private final int[] base;
    private int[] x0 = {1, 0, 0, 0, 0, 0, 0, 0};
    private int[] z0 = new int[LIMBS];
    private int[] x1;
    private int[] z1 = {1, 0, 0, 0, 0, 0, 0, 0};
    private final int[] a = new int[LIMBS];
    private final int[] b = new int[LIMBS];
    private final int[] c = new int[LIMBS];
    private final int[] d = new int[LIMBS];
    private final int[] wide = Nat256.createExt();

    Ladder(int[] base) {
      this.base = base;
      this.x1 = base.clone();
    }

    void swap(int yes) {
      int mask = -yes;
      for (int i = 0; i < LIMBS; i++) {
        int x = (x0[i] ^ x1[i]) & mask;
        int z = (z0[i] ^ z1[i]) & mask;
        x0[i] ^= x;
        x1[i] ^= x;
        z0[i] ^= z;
        z1[i] ^= z;
      }
    }

    /** (P0, P1) becomes (2 P0, P0 + P1). */
    void step() {
      add();
      twice();
    }

    /** x = (x0 x1)² − 28 z0 z1 (x0 z1 + x1 z0), z = base (x0 z1 − x1 z0)². */
    private void add() {
      multiply(x0, z1, a);
      multiply(x1, z0, b);
      multiply(x0, x1, c);
      multiply(z0, z1, d);
      SecP256K1Field.add(a, b, x1);
      SecP256K1Field.subtract(a, b, z1);
      multiply(x1, d, a);
      timesSeven(a, b);
      SecP256K1Field.twice(b, b);
      SecP256K1Field.twice(b, b);
      square(c, c);
      SecP256K1Field.subtract(c, b, x1);
      square(z1, a);
      multiply(a, base, z1);
    }

    /** x = x⁴ − 56 x z³, z = 4 z (x³ + 7 z³). */
    private void twice() {
      square(x0, a);
      multiply(a, x0, b);
      square(z0, c);
      multiply(c, z0, d);
      timesSeven(d, c);
      SecP256K1Field.add(b, c, b);
      multiply(z0, b, d);
      SecP256K1Field.twice(d, d);
      SecP256K1Field.twice(d, z0);
      multiply(x0, c, b);
      SecP256K1Field.twice(b, b);
      SecP256K1Field.twice(b, b);
      SecP256K1Field.twice(b, b);
      square(a, c);
      SecP256K1Field.subtract(c, b, x0);
    }

    /** Other arrays: {@code to} is not {@code of}. */
    private static void timesSeven(int[] of, int[] to) {
      SecP256K1Field.twice(of, to);
      SecP256K1Field.twice(to, to);
      SecP256K1Field.twice(to, to);
      SecP256K1Field.subtract(to, of, to);
    }

    private void multiply(int[] one, int[] other, int[] product) {
      SecP256K1Field.multiply(one, other, product, wide);
    }

    private void square(int[] of, int[] to) {
      SecP256K1Field.square(of, to, wide);
    }

    byte[] result() {
      SecP256K1Field.inv(z0, a);
      multiply(x0, a, b);
      byte[] bytes = new byte[SCALAR];
      for (int i = 0; i < SCALAR; i++) {
        bytes[SCALAR - 1 - i] = (byte) (b[i >>> 2] >>> 8 * (i & 3));
      }
      return bytes;
    }
  }
}
