package org.patchbay.bench.attacks;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What an attack came to. Immutable.
 *
 * @param kept of the honest peers at its beginning those whom the node did not drop, in percent
 * @param slots of all inbound slots those the attacker held, in percent, on average over time
 * @param megabytes in both directions on the attacker's connections, in 10^6 bytes
 * @param work thousands of units of {@link Work}
 * @param late of the honest transactions made meanwhile those not accepted within {@link
 *     Transactions#LATE}, in percent
 * @param benched the slots whose policy the engine took out, since it wanted to end more
 *     connections a minute than the ceiling allows; mostly empty
 */
record Outcome(
    double kept, double slots, double megabytes, double work, double late, String benched) {
  static Outcome mean(List<Outcome> all) {
    return new Outcome(
        mean(all, Outcome::kept),
        mean(all, Outcome::slots),
        mean(all, Outcome::megabytes),
        mean(all, Outcome::work),
        mean(all, Outcome::late),
        all.stream().map(Outcome::benched).max(Comparator.naturalOrder()).orElseThrow());
  }

  private static double mean(List<Outcome> all, ToDoubleFunction<Outcome> measure) {
    return all.stream().mapToDouble(measure).average().orElseThrow();
  }

  /** With one decimal, and who was benched, separated by commas, as in a file of results. */
  String line() {
    return String.format(
        Locale.ROOT, "%.1f,%.1f,%.1f,%.1f,%.1f,%s", kept, slots, megabytes, work, late, benched);
  }
}
