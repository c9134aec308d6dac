package org.patchbay.misbehaviour;

/** Points that halve in a given time. Confined to the node loop. */
final class FadingPoints {
  private double points;
  private long countedAt;

  FadingPoints(double points, long now) {
    this.points = points;
    countedAt = now;
  }

  /**
   * Adds points to what is left of those before.
   *
   * @param halfLife in nanoseconds
   * @return the sum
   */
  double add(double more, double halfLife, long now) {
    long elapsed = Math.max(0, now - countedAt);
    countedAt += elapsed;
    points = points * Math.pow(0.5, elapsed / halfLife) + more;
    return points;
  }
}
