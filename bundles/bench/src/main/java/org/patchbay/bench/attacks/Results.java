package org.patchbay.bench.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cells as a file, as a table, and beside what was expected. */
final class Results {
  private Results() {}

  static void write(Path file, List<Cell> cells) throws IOException {
    List<String> lines = new ArrayList<>(List.of(Cell.HEADING));
    cells.forEach(cell -> lines.add(cell.line()));
    Files.write(file, lines);
  }

  /** Appends a cell to a file, from any thread. */
  static synchronized void add(Path file, Cell cell) {
    try {
      Files.write(file, List.of(cell.line()), StandardOpenOption.APPEND);
    } catch (IOException flaw) {
      throw new UncheckedIOException(flaw);
    }
  }

  static List<Cell> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.equals(Cell.HEADING))
        .map(Cell::of)
        .toList();
  }

  static List<Rivals.Pair> pairs(List<Cell> cells) {
    return cells.stream().map(Cell::pair).distinct().toList();
  }

  static List<String> attacks(List<Cell> cells) {
    return cells.stream().map(Cell::attack).distinct().toList();
  }

  static Optional<Outcome> find(List<Cell> cells, Rivals.Pair pair, String attack) {
    return cells.stream()
        .filter(each -> each.pair().equals(pair) && each.attack().equals(attack))
        .findFirst()
        .map(Cell::outcome);
  }

  /** What is worse than expected by more than its margin, or not expected yet, one line each. */
  static List<String> worse(List<Cell> expected, List<Cell> found) {
    List<String> worse = new ArrayList<>();
    for (Cell cell : found) {
      String place = cell.pair() + " under " + cell.attack() + ": ";
      Optional<Outcome> before = find(expected, cell.pair(), cell.attack());
      if (before.isEmpty()) {
        worse.add(place + "nothing is expected of it yet");
      }
      if (before.isPresent() && !cell.outcome().benched().equals(before.get().benched())) {
        worse.add(
            "%sbenched \"%s\", expected \"%s\""
                .formatted(place, cell.outcome().benched(), before.get().benched()));
      }
      for (Measure measure : Measure.values()) {
        if (before.isPresent() && measure.worse(cell.outcome(), before.get())) {
          worse.add(
              String.format(
                  Locale.ROOT,
                  "%s%s %.1f, expected %.1f",
                  place,
                  measure.title,
                  measure.of(cell.outcome()),
                  measure.of(before.get())));
        }
      }
    }
    return worse;
  }

  /** A block for each measure, with a line for each pair and a column for each attack. */
  static String table(List<Cell> cells) {
    StringBuilder table = new StringBuilder();
    for (Measure measure : Measure.values()) {
      table.append(measure.title).append('\n').append(" ".repeat(20));
      attacks(cells).forEach(attack -> table.append(String.format("%12s", attack)));
      table.append('\n');
      for (Rivals.Pair pair : pairs(cells)) {
        table.append(String.format("%-20s", pair));
        for (String attack : attacks(cells)) {
          double value = measure.of(find(cells, pair, attack).orElseThrow());
          table.append(String.format(Locale.ROOT, "%12.1f", value));
        }
        table.append('\n');
      }
      table.append('\n');
    }
    for (Cell cell : cells) {
      if (!cell.outcome().benched().isEmpty()) {
        table.append(
            "%s under %s: the ceiling on disconnections took out the policy of %s\n"
                .formatted(cell.pair(), cell.attack(), cell.outcome().benched()));
      }
    }
    return table.toString();
  }
}
