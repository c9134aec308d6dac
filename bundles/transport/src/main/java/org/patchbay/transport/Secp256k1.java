package org.patchbay.transport;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/**
 * What the handshake needs of the curve y² = x³ + 7 (protocol-facts §3.3). Immutable.
 *
 * <p>Rule: what depends on a private key takes the same steps and touches the same memory for each.
 * Reason: a peer measures how long we take.
 */
final class Secp256k1 {
  static final int SCALAR = 32;
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final long[] G_X =
      hex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
  private static final long[] G_Y =
      hex("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");
  private static final Comb COMB = new Comb(G_X, G_Y);

  private Secp256k1() {}

  private static long[] hex(String digits) {
    return Field.get(HexFormat.of().parseHex(digits), 0);
  }

  /** A private key, uniformly from 1 to the order of the group less 1. */
  static byte[] privateKey(Random random) {
    byte[] key = new byte[SCALAR];
    BigInteger number;
    do {
      random.nextBytes(key);
      number = new BigInteger(1, key);
    } while (number.signum() == 0 || number.compareTo(ORDER) >= 0);
    return key;
  }

  /** The x coordinate of the public key, as a number of the {@link Field}. */
  static long[] publicX(byte[] privateKey) {
    return COMB.x(privateKey);
  }

  /**
   * The x coordinate of a point times a private key, by the ladder of Montgomery on x coordinates
   * alone: one addition and one doubling for each bit, whatever it is.
   *
   * @param x of a point on the curve
   */
  static byte[] sharedX(byte[] privateKey, long[] x) {
    Ladder ladder = new Ladder(x);
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
    private final long[] base;
    private final long[] x0 = Field.number(1);
    private final long[] z0 = Field.zero();
    private final long[] x1;
    private final long[] z1 = Field.number(1);
    private final long[] a = Field.zero();
    private final long[] b = Field.zero();
    private final long[] c = Field.zero();
    private final long[] d = Field.zero();

    Ladder(long[] base) {
      this.base = base;
      this.x1 = base.clone();
    }

    void swap(int yes) {
      Field.swap(x0, x1, yes);
      Field.swap(z0, z1, yes);
    }

    /** (P0, P1) becomes (2 P0, P0 + P1). */
    void step() {
      add();
      twice();
    }

    /** x = (x0 x1)² − 28 z0 z1 (x0 z1 + x1 z0), z = base (x0 z1 − x1 z0)². */
    private void add() {
      Field.multiply(x0, z1, a);
      Field.multiply(x1, z0, b);
      Field.multiply(x0, x1, c);
      Field.multiply(z0, z1, d);
      Field.add(a, b, x1);
      Field.subtract(a, b, z1);
      Field.multiply(x1, d, a);
      Field.scale(a, 28, b);
      Field.square(c, c);
      Field.subtract(c, b, x1);
      Field.square(z1, a);
      Field.multiply(a, base, z1);
    }

    /** x = x⁴ − 56 x z³, z = 4 z (x³ + 7 z³). */
    private void twice() {
      Field.square(x0, a);
      Field.multiply(a, x0, b);
      Field.square(z0, c);
      Field.multiply(c, z0, d);
      Field.scale(d, 7, c);
      Field.add(b, c, b);
      Field.multiply(z0, b, d);
      Field.scale(d, 4, z0);
      Field.multiply(x0, c, b);
      Field.scale(b, 8, b);
      Field.square(a, c);
      Field.subtract(c, b, x0);
    }

    byte[] result() {
      Field.invert(z0, a);
      Field.multiply(x0, a, b);
      byte[] bytes = new byte[SCALAR];
      Field.put(b, bytes, 0);
      for (long[] secret : new long[][] {x0, z0, x1, z1, a, b, c, d}) {
        Arrays.fill(secret, 0);
      }
      return bytes;
    }
  }
}
