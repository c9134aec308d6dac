package org.patchbay.scoring;

/** A counter with a cap that halves in a given time. Confined to the node loop. */
final class FadingCounter {
  private static final double SECOND = 1e9;

  /** Below it nothing is left. */
  private static final double NOTHING = 0.01;

  private double value;
  private long countedAt;

  FadingCounter(long now) {
    countedAt = now;
  }

  /** A counter that stands at a value, as far as its cap allows. */
  static FadingCounter at(double value, double cap, long now) {
    FadingCounter counter = new FadingCounter(now);
    counter.value = Math.max(0, Math.min(cap, value));
    return counter;
  }

  /**
   * A counter that began at 0 some nanoseconds ago and rose evenly since to a sum.
   *
   * @param sum of what was counted, nothing of it faded
   */
  static FadingCounter seeded(
      double sum, long elapsed, double cap, double halfLifeSeconds, long now) {
    double faded = Math.max(0, elapsed) / SECOND / halfLifeSeconds * Math.log(2);
    double left = faded > 0 ? -Math.expm1(-faded) / faded : 1;
    return at(sum * left, cap, now);
  }

  void add(double more, double cap, double halfLifeSeconds, long now) {
    value = Math.min(cap, value(halfLifeSeconds, now) + more);
    countedAt = Math.max(countedAt, now);
  }

  double value(double halfLifeSeconds, long now) {
    if (now <= countedAt) {
      return value;
    }
    double halfLives = ((double) now - countedAt) / SECOND / halfLifeSeconds;
    double left = value * Math.pow(0.5, halfLives);
    return left < NOTHING ? 0 : left;
  }
}
