package org.patchbay.bench.eclipse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The scenarios of the table in the package's documentation, and a file of their results. */
final class Grid {
  private static final Set<Defence> CORE = EnumSet.complementOf(EnumSet.of(Defence.ASMAP));
  private static final Set<Defence> MAPPED = EnumSet.allOf(Defence.class);

  /**
   * Addresses and groups of attackers: first where the sides are about equal, last those who have
   * too few of either.
   */
  private static final int[][] ATTACKERS = {
    {3_000, 1_000},
    {10_000, 64},
    {1_000, 64},
    {1_000, 1_000},
    {10_000, 1_000},
    {50_000, 4_000},
    {50_000, 64},
    {50_000, 1_000},
    {10_000, 4_000},
    {100, 64},
    {10_000, 4},
    {100, 4},
    {1_000, 4},
    {50_000, 4}
  };

  private static final int SEVERAL_SYSTEMS = 64;

  private Grid() {}

  /** Every attacker against every set of defences; what matters most comes first. */
  static List<Scenario> scenarios() {
    List<Scenario> core =
        Arrays.stream(ATTACKERS).map(each -> Scenario.core(each[0], each[1])).toList();
    Set<Scenario> all = new LinkedHashSet<>(variants(core.get(0)));
    all.addAll(core);
    core.forEach(each -> all.add(each.with(EnumSet.noneOf(Defence.class))));
    core.stream()
        .filter(each -> each.groups() >= SEVERAL_SYSTEMS)
        .forEach(each -> all.add(each.with(MAPPED)));
    core.forEach(each -> all.addAll(variants(each)));
    return List.copyOf(all);
  }

  /** One, with ASMap, without one of each, and without any. */
  private static List<Scenario> variants(Scenario core) {
    List<Scenario> variants = new ArrayList<>(List.of(core, core.with(MAPPED)));
    for (Defence defence : CORE) {
      EnumSet<Defence> others = EnumSet.copyOf(CORE);
      others.remove(defence);
      variants.add(core.with(others));
    }
    variants.add(core.with(EnumSet.noneOf(Defence.class)));
    return variants;
  }

  /** Runs what is not yet in the file, adds each result as it comes and tells of it. */
  static void run(Path file, Function<Scenario, Cell> runner, Consumer<Cell> told)
      throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, Cell.HEADING + "\n");
    }
    List<Scenario> done = read(file).stream().map(Cell::scenario).toList();
    for (Scenario scenario : scenarios()) {
      if (!done.contains(scenario)) {
        Cell cell = runner.apply(scenario);
        Files.writeString(file, cell.line() + "\n", StandardOpenOption.APPEND);
        told.accept(cell);
      }
    }
  }

  static List<Cell> read(Path file) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.equals(Cell.HEADING)) {
        cells.add(Cell.of(line));
      }
    }
    return cells;
  }
}
