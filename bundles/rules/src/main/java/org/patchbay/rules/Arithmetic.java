package org.patchbay.rules;

import org.patchbay.rules.Term.Real;
import org.patchbay.rules.Term.Whole;

/** Numbers as CEL computes them: a whole number beyond 64 bits is a {@link Fault}. */
final class Arithmetic {
  private Arithmetic() {}

  /** A function of two whole numbers. */
  interface OnWholes {
    long of(long one, long other);
  }

  /** A function of two numbers. */
  interface OnReals {
    double of(double one, double other);
  }

  static Whole wholes(Whole left, Whole right, OnWholes function) {
    Term.OfWhole one = left.of();
    Term.OfWhole other = right.of();
    return new Whole(
        left.reads() | right.reads(), look -> function.of(one.in(look), other.in(look)));
  }

  static Real reals(Real left, Real right, OnReals function) {
    Term.OfReal one = left.of();
    Term.OfReal other = right.of();
    return new Real(
        left.reads() | right.reads(), look -> function.of(one.in(look), other.in(look)));
  }

  static long add(long one, long other) {
    long sum = one + other;
    if (((one ^ sum) & (other ^ sum)) < 0) {
      throw Fault.OVERFLOW;
    }
    return sum;
  }

  static long subtract(long one, long other) {
    long difference = one - other;
    if (((one ^ other) & (one ^ difference)) < 0) {
      throw Fault.OVERFLOW;
    }
    return difference;
  }

  static long multiply(long one, long other) {
    long product = one * other;
    if (Math.multiplyHigh(one, other) != product >> 63) {
      throw Fault.OVERFLOW;
    }
    return product;
  }

  static long divide(long one, long other) {
    if (other == 0) {
      throw Fault.ZERO;
    }
    if (one == Long.MIN_VALUE && other == -1) {
      throw Fault.OVERFLOW;
    }
    return one / other;
  }

  static long remainder(long one, long other) {
    if (other == 0) {
      throw Fault.ZERO;
    }
    if (one == Long.MIN_VALUE && other == -1) {
      throw Fault.OVERFLOW;
    }
    return one % other;
  }

  static long truncate(double number) {
    if (!(number > -0x1p63 && number < 0x1p63)) {
      throw Fault.OVERFLOW;
    }
    return (long) number;
  }
}
