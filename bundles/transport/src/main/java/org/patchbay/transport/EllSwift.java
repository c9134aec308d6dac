package org.patchbay.transport;

import java.util.HexFormat;
import java.util.Random;

/**
 * ElligatorSwift: x coordinates as 64 bytes that look like chance (protocol-facts §3.4). All of it
 * is known to whoever listens, so that nothing here has to hide how long it takes. Numbers are
 * those of {@link Field}. Stateless.
 */
final class EllSwift {
  static final int SIZE = 64;
  private static final int HALF = SIZE / 2;
  private static final int CASES = 8;

  private static final long[] ONE = Field.number(1);
  private static final long[] SEVEN = Field.number(7);

  /** A square root of −3. */
  private static final long[] C =
      Field.get(
          HexFormat.of()
              .parseHex("0a2d2ba93507f1df233770c2a797962cc61f6d15da14ecd47d8d27ae1cd5f852"),
          0);

  private static final long[] HALF_OF_ONE = over(ONE, Field.number(2));
  private static final long[] HALF_OF_ONE_LESS_C = times(minus(ONE, C), HALF_OF_ONE);
  private static final long[] HALF_OF_ONE_MORE_C = times(plus(ONE, C), HALF_OF_ONE);

  private EllSwift() {}

  /** The x coordinate that 64 bytes stand for; any bytes stand for one. */
  static long[] decode(byte[] bytes) {
    long[] u = Field.get(bytes, 0);
    long[] t = Field.get(bytes, HALF);
    u = Field.isZero(u) ? ONE : u;
    t = Field.isZero(t) ? ONE : t;
    long[] curve = curve(u);
    if (Field.isZero(plus(curve, square(t)))) {
      t = plus(t, t);
    }
    // With X = above / 2t and Y = sum / 2tcu: one inversion for both Y and X / Y.
    long[] square = square(t);
    long[] above = minus(curve, square);
    long[] sum = plus(curve, square);
    long[] cu = times(C, u);
    long[] below = times(plus(t, t), cu);
    long[] inverse = over(ONE, times(sum, below));
    long[] y = times(square(sum), inverse);
    long[] third = plus(u, scale(square(y), 4));
    if (onCurve(third)) {
      return third;
    }
    long[] ratio = times(times(above, cu), times(inverse, below));
    long[] second = times(minus(Field.zero(), plus(ratio, u)), HALF_OF_ONE);
    return onCurve(second) ? second : times(minus(ratio, u), HALF_OF_ONE);
  }

  /** Sixty-four bytes, by chance among the many that stand for an x coordinate of the curve. */
  static byte[] encode(long[] x, Random random) {
    byte[] bytes = new byte[SIZE];
    byte[] drawn = new byte[HALF];
    while (true) {
      random.nextBytes(drawn);
      long[] u = Field.get(drawn, 0);
      long[] t = Field.isZero(u) ? null : inverse(x, u, random.nextInt(CASES));
      if (t != null) {
        Field.put(u, bytes, 0);
        Field.put(t, bytes, HALF);
        return bytes;
      }
    }
  }

  /**
   * The t that stands for x together with u, or null when this case has none.
   *
   * @param which 0 to 7
   */
  static long[] inverse(long[] x, long[] u, int which) {
    long[] square = square(u);
    long[] curve = curve(u);
    long[] v;
    long[] w;
    if ((which & 2) == 0) {
      if (onCurve(minus(Field.zero(), plus(x, u)))) {
        return null;
      }
      v = x;
      w = root(minus(Field.zero(), curve), plus(plus(square, times(u, v)), square(v)));
    } else {
      long[] s = minus(x, u);
      if (Field.isZero(s)) {
        return null;
      }
      w = root(s, ONE);
      if (w == null) {
        return null;
      }
      long[] inner = plus(scale(curve, 4), scale(times(square, s), 3));
      long[] r = root(minus(Field.zero(), times(s, inner)), ONE);
      if (r == null || (which & 1) == 1 && Field.isZero(r)) {
        return null;
      }
      v = times(minus(over(r, s), u), HALF_OF_ONE);
    }
    if (w == null) {
      return null;
    }
    long[] factor = (which & 1) == 0 ? HALF_OF_ONE_LESS_C : HALF_OF_ONE_MORE_C;
    long[] t = times(w, plus(times(u, factor), v));
    int sign = which & 5;
    return sign == 0 || sign == 5 ? minus(Field.zero(), t) : t;
  }

  /** x³ + 7. */
  private static long[] curve(long[] x) {
    return plus(times(square(x), x), SEVEN);
  }

  private static boolean onCurve(long[] x) {
    return root(curve(x), ONE) != null;
  }

  /** A root of a quotient, or null. */
  private static long[] root(long[] above, long[] below) {
    long[] to = Field.zero();
    return Field.root(above, below, to) ? to : null;
  }

  private static long[] over(long[] above, long[] below) {
    long[] to = Field.zero();
    Field.invert(below, to);
    Field.multiply(above, to, to);
    return to;
  }

  private static long[] times(long[] one, long[] other) {
    long[] to = Field.zero();
    Field.multiply(one, other, to);
    return to;
  }

  private static long[] square(long[] of) {
    long[] to = Field.zero();
    Field.square(of, to);
    return to;
  }

  private static long[] scale(long[] of, int by) {
    long[] to = Field.zero();
    Field.scale(of, by, to);
    return to;
  }

  private static long[] plus(long[] one, long[] other) {
    long[] to = Field.zero();
    Field.add(one, other, to);
    return to;
  }

  private static long[] minus(long[] from, long[] what) {
    long[] to = Field.zero();
    Field.subtract(from, what, to);
    return to;
  }
}
