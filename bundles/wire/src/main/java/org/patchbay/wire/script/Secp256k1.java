package org.patchbay.wire.script;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.patchbay.wire.Sha256;

/**
 * As much of the curve as descriptors need: whether a public key is one, the key of a private one,
 * and the output key of taproot (BIP341). Neither fast nor safe against who measures its time.
 */
final class Secp256k1 {
  private static final BigInteger P =
      BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));
  private static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final BigInteger SEVEN = BigInteger.valueOf(7);
  private static final BigInteger THREE = BigInteger.valueOf(3);
  private static final BigInteger ROOT = P.add(BigInteger.ONE).shiftRight(2);
  private static final Point G =
      new Point(
          new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
          new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));
  private static final int SIZE = 32;

  private Secp256k1() {}

  /** A point of the curve. */
  private record Point(BigInteger x, BigInteger y) {}

  /**
   * Whether bytes are a public key on the curve.
   *
   * @param key 33 bytes beginning with 2 or 3, or 65 beginning with 4
   */
  static boolean isKey(byte[] key) {
    return point(key).isPresent();
  }

  /** Whether 32 bytes are the x of a point. */
  static boolean isX(byte[] x) {
    return lift(new BigInteger(1, x)).isPresent();
  }

  /**
   * The public key of a private one, 33 bytes or 65; empty when that is no number below the order.
   *
   * @param secret 32 bytes
   */
  static Optional<byte[]> publicKey(byte[] secret, boolean compressed) {
    BigInteger number = new BigInteger(1, secret);
    return number.signum() == 0 || number.compareTo(N) >= 0
        ? Optional.empty()
        : Optional.of(bytes(times(G, number), compressed));
  }

  /**
   * The output key of an internal key without scripts, 32 bytes; empty when that is no point.
   *
   * @param internal x of the key, 32 bytes
   */
  static Optional<byte[]> outputKey(byte[] internal) {
    return lift(new BigInteger(1, internal))
        .map(
            point -> {
              BigInteger tweak = new BigInteger(1, Sha256.taggedHash("TapTweak", internal));
              return fixed(sum(point, times(G, tweak.mod(N))).x());
            });
  }

  private static Optional<Point> point(byte[] key) {
    int kind = key.length == 0 ? 0 : key[0];
    if (key.length == 1 + SIZE && (kind == 2 || kind == 3)) {
      return lift(new BigInteger(1, Arrays.copyOfRange(key, 1, 1 + SIZE)));
    }
    if (key.length != 1 + 2 * SIZE || kind != 4) {
      return Optional.empty();
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(key, 1, 1 + SIZE));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(key, 1 + SIZE, key.length));
    boolean on = x.compareTo(P) < 0 && y.compareTo(P) < 0 && y.multiply(y).mod(P).equals(square(x));
    return on ? Optional.of(new Point(x, y)) : Optional.empty();
  }

  /** The point of an x whose y is even. */
  private static Optional<Point> lift(BigInteger x) {
    if (x.compareTo(P) >= 0) {
      return Optional.empty();
    }
    BigInteger square = square(x);
    BigInteger y = square.modPow(ROOT, P);
    return y.multiply(y).mod(P).equals(square)
        ? Optional.of(new Point(x, y.testBit(0) ? P.subtract(y) : y))
        : Optional.empty();
  }

  private static BigInteger square(BigInteger x) {
    return x.modPow(THREE, P).add(SEVEN).mod(P);
  }

  /** Null stands for the point at infinity. */
  private static Point times(Point point, BigInteger number) {
    Point sum = null;
    for (int bit = number.bitLength() - 1; bit >= 0; bit--) {
      sum = sum(sum, sum);
      if (number.testBit(bit)) {
        sum = sum(sum, point);
      }
    }
    return sum;
  }

  private static Point sum(Point a, Point b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    BigInteger slope;
    if (!a.x().equals(b.x())) {
      slope = b.y().subtract(a.y()).multiply(b.x().subtract(a.x()).modInverse(P));
    } else if (a.y().equals(b.y())) {
      slope = a.x().pow(2).multiply(THREE).multiply(a.y().shiftLeft(1).modInverse(P));
    } else {
      return null;
    }
    BigInteger x = slope.pow(2).subtract(a.x()).subtract(b.x()).mod(P);
    return new Point(x, slope.multiply(a.x().subtract(x)).subtract(a.y()).mod(P));
  }

  private static byte[] bytes(Point point, boolean compressed) {
    byte[] bytes = new byte[1 + (compressed ? SIZE : 2 * SIZE)];
    bytes[0] = (byte) (compressed ? point.y().testBit(0) ? 3 : 2 : 4);
    System.arraycopy(fixed(point.x()), 0, bytes, 1, SIZE);
    if (!compressed) {
      System.arraycopy(fixed(point.y()), 0, bytes, 1 + SIZE, SIZE);
    }
    return bytes;
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[SIZE];
    int length = Math.min(SIZE, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, SIZE - length, length);
    return fixed;
  }
}
