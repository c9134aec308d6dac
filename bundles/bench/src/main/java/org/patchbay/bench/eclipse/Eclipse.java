package org.patchbay.bench.eclipse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How likely a victim is eclipsed, from the command line. */
public final class Eclipse {
  private static final String USAGE =
      """
      --addresses N --groups N    one scenario (1000, 64)
        --defences LIST           of asmap+anchors+feelers+tests, or none (anchors+feelers+tests)
        --eviction NAME           a policy.name of the bundles on the class path, or a class (core)
        --book NAME               an address book: buckets, 2015 (buckets)
        --days N --thinning N     how long, and one in so many addresses after day 1 (30, 20)
      --grid FILE                 every scenario of the grid that the file has not yet
      --report FOLDER             a table and plots of the folder's grid.csv, beside it
      --published                 what was published in 2015, measured again
      --seeds N                   runs of each (200)
      """;

  private Eclipse() {}

  /** See {@code --help}. */
  public static void main(String[] arguments) throws IOException {
    try {
      run(options(arguments));
    } catch (IllegalArgumentException flaw) {
      System.err.println(flaw.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      boolean flag = Set.of("--published", "--help").contains(arguments[i]);
      boolean known = arguments[i].startsWith("--") && USAGE.contains(arguments[i] + " ") || flag;
      if (!known || !flag && i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + (known ? " needs a value" : "?"));
      }
      options.put(arguments[i], flag ? "" : arguments[++i]);
    }
    return options;
  }

  private static void run(Map<String, String> options) throws IOException {
    int seeds = number(options, "--seeds", 200);
    if (options.containsKey("--help")) {
      System.out.print(USAGE);
    } else if (options.containsKey("--published")) {
      Published.print(seeds);
    } else if (options.containsKey("--report")) {
      Report.write(Path.of(options.get("--report")));
    } else if (options.containsKey("--grid")) {
      Evictions evictions = new Evictions();
      System.out.println(Cell.HEADING);
      Grid.run(
          Path.of(options.get("--grid")),
          scenario -> cell(scenario, evictions, seeds),
          cell -> System.out.println(cell.line()));
    } else {
      Scenario scenario =
          new Scenario(
              number(options, "--addresses", 1_000),
              number(options, "--groups", 64),
              Cell.defences(options.getOrDefault("--defences", "anchors+feelers+tests")),
              options.getOrDefault("--eviction", "core"),
              options.getOrDefault("--book", "buckets"),
              number(options, "--days", 30),
              number(options, "--thinning", 20));
      Cell cell = cell(scenario, new Evictions(), seeds);
      System.out.println(Cell.HEADING);
      System.out.println(cell.line());
      System.out.println("eclipsed in " + cell.eclipsed() + " % of runs");
    }
  }

  private static Cell cell(Scenario scenario, Evictions evictions, int seeds) {
    return Cell.run(
        scenario,
        () -> evictions.named(scenario.eviction()),
        AddressBooks.named(scenario.book()),
        seeds);
  }

  private static int number(Map<String, String> options, String name, int otherwise) {
    String value = options.getOrDefault(name, "" + otherwise);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException flaw) {
      throw new IllegalArgumentException(name + " " + value + " (a number)", flaw);
    }
  }
}
