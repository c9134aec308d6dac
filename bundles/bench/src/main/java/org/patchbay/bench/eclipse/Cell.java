package org.patchbay.bench.eclipse;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.patchbay.api.eviction.EvictionPolicy;

/**
 * What many runs of a scenario came to, and a line of a file of results. Immutable.
 *
 * @param eclipsed runs in which every outbound slot was the attacker's at some moment
 * @param medianHours from the beginning of the attack, of these runs; -1 without any
 * @param outbound slots of ten that the attacker held at the end, on average over all runs
 */
record Cell(Scenario scenario, Share eclipsed, int medianHours, double outbound) {
  static final String HEADING =
      "addresses,groups,defences,eviction,book,days,thinning,eclipsed,seeds,median_hours,outbound";

  /** Runs a scenario from the seeds 0, 1 and so on, each in one thread, on all cores. */
  static Cell run(
      Scenario scenario, Supplier<EvictionPolicy> eviction, AddressBooks books, int seeds) {
    List<Siege.Outcome> all =
        IntStream.range(0, seeds)
            .parallel()
            .mapToObj(seed -> new Siege(scenario, eviction.get(), books, seed).run())
            .toList();
    int[] hours =
        all.stream()
            .filter(Siege.Outcome::eclipsed)
            .mapToInt(Siege.Outcome::eclipsedAt)
            .sorted()
            .toArray();
    return new Cell(
        scenario,
        new Share(hours.length, seeds),
        hours.length == 0 ? -1 : hours[hours.length / 2],
        all.stream().mapToInt(Siege.Outcome::outbound).average().orElse(0));
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%d,%d,%s,%s,%s,%d,%d,%d,%d,%d,%.2f",
        scenario.addresses(),
        scenario.groups(),
        names(scenario.defences()),
        scenario.eviction(),
        scenario.book(),
        scenario.days(),
        scenario.thinning(),
        eclipsed.hits(),
        eclipsed.runs(),
        medianHours,
        outbound);
  }

  /**
   * Of a line.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Cell of(String line) {
    String[] parts = line.split(",");
    if (parts.length != HEADING.split(",").length) {
      throw new IllegalArgumentException("not a line of results: " + line);
    }
    int[] numbers =
        IntStream.of(0, 1, 5, 6, 7, 8, 9).map(i -> Integer.parseInt(parts[i])).toArray();
    Scenario scenario =
        new Scenario(
            numbers[0], numbers[1], defences(parts[2]), parts[3], parts[4], numbers[2], numbers[3]);
    return new Cell(
        scenario, new Share(numbers[4], numbers[5]), numbers[6], Double.parseDouble(parts[10]));
  }

  /** In the order of {@link Defence}, joined by {@code +}; {@code none} for none. */
  static String names(Set<Defence> defences) {
    return defences.isEmpty()
        ? "none"
        : defences.stream()
            .sorted(Comparator.naturalOrder())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("+"));
  }

  /** The reverse of {@link #names}. */
  static Set<Defence> defences(String names) {
    EnumSet<Defence> defences = EnumSet.noneOf(Defence.class);
    if (!names.equals("none")) {
      Arrays.stream(names.split("\\+"))
          .map(each -> Defence.valueOf(each.toUpperCase(Locale.ROOT)))
          .forEach(defences::add);
    }
    return defences;
  }
}
