package org.patchbay.transport;

import java.util.Arrays;

/**
 * The multiples of one point G that its product with any scalar is a sum of: for each of the 64
 * digits of four bits the point (1 + digit 16ⁱ) G. Immutable.
 *
 * <p>The 1 keeps the infinite point out of the table, which has no affine coordinates; a sum begins
 * at −64 G instead. To read an entry, all sixteen of its row are, and the formulas of adding
 * (Renes, Costello and Batina 2016, algorithms 7 and 8 for a = 0) know no special case, so that
 * time and memory do not tell the scalar. The table takes 82 kB.
 */
final class Comb {
  private static final int DIGITS = 64;
  private static final int VALUES = 16;
  private static final int ENTRY = 2 * Field.LIMBS;

  /** x and y of each entry, row by row. */
  private final long[] table = new long[DIGITS * VALUES * ENTRY];

  private final Point start;

  Comb(long[] x, long[] y) {
    Point[] points = new Point[DIGITS * VALUES];
    Point one = new Point(x, y);
    Point step = new Point(x, y);
    for (int i = 0; i < points.length; i += VALUES) {
      points[i] = one;
      for (int value = 1; value < VALUES; value++) {
        points[i + value] = points[i + value - 1].copy();
        points[i + value].add(step);
      }
      for (int bit = 0; bit < 4; bit++) {
        step.add(step.copy());
      }
    }
    flatten(points);
    start = one.copy();
    for (int bit = 0; bit < 6; bit++) {
      start.add(start.copy());
    }
    Field.negate(start.y, start.y);
  }

  /** Divides all by their z with a single inversion. */
  private void flatten(Point[] points) {
    long[][] before = new long[points.length][];
    long[] product = Field.number(1);
    for (int i = 0; i < points.length; i++) {
      before[i] = product.clone();
      Field.multiply(product, points[i].z, product);
    }
    Field.invert(product, product);
    long[] inverse = Field.zero();
    for (int i = points.length - 1; i >= 0; i--) {
      Field.multiply(product, before[i], inverse);
      Field.multiply(product, points[i].z, product);
      Field.multiply(points[i].x, inverse, before[i]);
      System.arraycopy(before[i], 0, table, i * ENTRY, Field.LIMBS);
      Field.multiply(points[i].y, inverse, before[i]);
      System.arraycopy(before[i], 0, table, i * ENTRY + Field.LIMBS, Field.LIMBS);
    }
  }

  /**
   * The x coordinate of G times a scalar.
   *
   * @param scalar 32 bytes, the highest first, not a multiple of the order of the group
   */
  long[] x(byte[] scalar) {
    Point sum = start.copy();
    long[] entry = new long[ENTRY];
    long[] x = Field.zero();
    long[] y = Field.zero();
    for (int digit = 0; digit < DIGITS; digit++) {
      int value = scalar[scalar.length - 1 - digit / 2] >>> 4 * (digit & 1) & VALUES - 1;
      look(digit, value, entry);
      System.arraycopy(entry, 0, x, 0, Field.LIMBS);
      System.arraycopy(entry, Field.LIMBS, y, 0, Field.LIMBS);
      sum.addFlat(x, y);
    }
    Field.invert(sum.z, x);
    Field.multiply(sum.x, x, x);
    sum.forget();
    Arrays.fill(entry, 0);
    Arrays.fill(y, 0);
    return x;
  }

  private void look(int digit, int value, long[] entry) {
    Arrays.fill(entry, 0);
    int at = digit * VALUES * ENTRY;
    for (int each = 0; each < VALUES; each++) {
      long mask = (each ^ value) - 1 >> 31; // all ones when they are equal
      for (int i = 0; i < ENTRY; i++) {
        entry[i] |= table[at++] & mask;
      }
    }
  }

  /** A point that grows, as x/z and y/z. Confined to one thread. */
  private static final class Point {
    /** Three times the 7 of the curve. */
    private static final int B3 = 21;

    final long[] x;
    final long[] y;
    final long[] z;
    private final long[] a = Field.zero();
    private final long[] b = Field.zero();
    private final long[] c = Field.zero();
    private final long[] d = Field.zero();
    private final long[] e = Field.zero();

    private Point(long[] x, long[] y, long[] z) {
      this.x = x.clone();
      this.y = y.clone();
      this.z = z.clone();
    }

    Point(long[] x, long[] y) {
      this(x, y, Field.number(1));
    }

    Point copy() {
      return new Point(x, y, z);
    }

    void forget() {
      for (long[] each : new long[][] {x, y, z, a, b, c, d, e}) {
        Arrays.fill(each, 0);
      }
    }

    void add(Point other) {
      cross(other.x, other.y);
      crossed(y, other.z, z, other.y, d);
      crossed(x, other.z, z, other.x, e);
      Field.multiply(z, other.z, z);
      sum();
    }

    /** Adds a point whose z is 1. */
    void addFlat(long[] otherX, long[] otherY) {
      cross(otherX, otherY);
      Field.multiply(otherY, z, d);
      Field.add(d, y, d);
      Field.multiply(otherX, z, e);
      Field.add(e, x, e);
      sum();
    }

    /** a = x x', b = y y', c = x y' + x' y. */
    private void cross(long[] otherX, long[] otherY) {
      Field.add(otherX, otherY, c);
      Field.add(x, y, d);
      Field.multiply(c, d, c);
      Field.multiply(x, otherX, a);
      Field.multiply(y, otherY, b);
      Field.subtract(c, a, c);
      Field.subtract(c, b, c);
    }

    /** to = one other + third fourth. */
    private static void crossed(long[] one, long[] other, long[] third, long[] fourth, long[] to) {
      long[] more = Field.zero();
      Field.multiply(one, other, to);
      Field.multiply(third, fourth, more);
      Field.add(to, more, to);
    }

    /**
     * With z for the product of both z, d = y z' + y' z and e = x z' + x' z, the sum is x = c (b −
     * 21 z) − 21 d e, y = (b + 21 z) (b − 21 z) + 63 a e, z = d (b + 21 z) + 3 a c.
     */
    private void sum() {
      Field.scale(z, B3, z);
      Field.scale(e, B3, e);
      Field.scale(a, 3, a);
      Field.add(b, z, y);
      Field.subtract(b, z, b);
      Field.multiply(d, e, x);
      Field.multiply(c, b, z);
      Field.subtract(z, x, x);
      Field.multiply(d, y, z);
      Field.multiply(a, c, d);
      Field.add(z, d, z);
      Field.multiply(y, b, y);
      Field.multiply(a, e, a);
      Field.add(y, a, y);
    }
  }
}
