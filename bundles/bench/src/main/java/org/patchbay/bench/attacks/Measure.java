package org.patchbay.bench.attacks;

import java.util.function.ToDoubleFunction;

/** What is measured, and by how much it may worsen before a build fails. */
enum Measure {
  KEPT("honest peers kept, %", Outcome::kept, false, 8, 0),
  SLOTS("attacker's slots, % of all", Outcome::slots, true, 4, 0),
  MEGABYTES("attacker's traffic, MB", Outcome::megabytes, true, 0.2, 0.15),
  WORK("work for the attacker, thousand units", Outcome::work, true, 5, 0.15),
  LATE("honest transactions late, %", Outcome::late, true, 8, 0);

  final String title;
  final boolean lessIsBetter;
  private final ToDoubleFunction<Outcome> of;
  private final double margin;
  private final double share;

  Measure(
      String title,
      ToDoubleFunction<Outcome> of,
      boolean lessIsBetter,
      double margin,
      double share) {
    this.title = title;
    this.of = of;
    this.lessIsBetter = lessIsBetter;
    this.margin = margin;
    this.share = share;
  }

  /** Whether 100 is all there can be. */
  boolean inPercent() {
    return share == 0;
  }

  double of(Outcome outcome) {
    return of.applyAsDouble(outcome);
  }

  /** Whether one is worse than another by more than a constant and a share of the other. */
  boolean worse(Outcome found, Outcome expected) {
    double more = (of(found) - of(expected)) * (lessIsBetter ? 1 : -1);
    return more > margin + share * of(expected);
  }
}
