package org.patchbay.bench.eclipse;

import java.util.Locale;

/**
 * A share of runs with Wilson's interval of 95 %. Immutable.
 *
 * @param hits at most {@code runs}
 * @param runs at least 1
 */
record Share(int hits, int runs) {
  private static final double Z = 1.959964;

  double value() {
    return (double) hits / runs;
  }

  double low() {
    return hits == 0 ? 0 : centre() - half();
  }

  double high() {
    return hits == runs ? 1 : centre() + half();
  }

  private double centre() {
    return (value() + Z * Z / (2 * runs)) / (1 + Z * Z / runs);
  }

  private double half() {
    double spread = value() * (1 - value()) / runs + Z * Z / (4.0 * runs * runs);
    return Z * Math.sqrt(spread) / (1 + Z * Z / runs);
  }

  /** In percent, for example {@code 84.0 (78.3 to 88.4)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.1f (%.1f to %.1f)", 100 * value(), 100 * low(), 100 * high());
  }
}
