package org.patchbay.bench.eclipse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.patchbay.bench.HeatMap;
import org.patchbay.bench.Picture;

/** A table and pictures of a file of results. */
final class Report {
  private static final List<String> DEFENCES =
      List.of(
          "asmap+anchors+feelers+tests",
          "anchors+feelers+tests",
          "feelers+tests",
          "anchors+tests",
          "anchors+feelers",
          "none");
  private static final List<String> SHORT =
      List.of("with ASMap", "as Core", "no anchors", "no feelers", "no tests", "none");

  private Report() {}

  /** Of {@code grid.csv} in a folder: {@code grid.txt}, {@code grid.*} and {@code share.*}. */
  static void write(Path folder) throws IOException {
    List<Cell> cells = Grid.read(folder.resolve("grid.csv"));
    Files.writeString(folder.resolve("grid.txt"), table(cells));
    Picture.write(List.of(map(cells)), folder.resolve("grid"));
    Picture.write(List.of(SharePlot.of(cells)), folder.resolve("share"));
  }

  /** A line for each cell, by attacker and then by defences. */
  static String table(List<Cell> cells) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%9s %6s  %-28s %-24s %6s %18s%n",
                "addresses",
                "groups",
                "defences",
                "eclipsed, % (95 %)",
                "hours",
                "slots at the end"));
    cells.stream()
        .sorted(
            Comparator.comparingInt((Cell cell) -> cell.scenario().addresses())
                .thenComparingInt(cell -> cell.scenario().groups())
                .thenComparingInt(cell -> DEFENCES.indexOf(names(cell))))
        .forEach(
            cell ->
                table.append(
                    String.format(
                        Locale.ROOT,
                        "%9d %6d  %-28s %-24s %6s %18.2f%n",
                        cell.scenario().addresses(),
                        cell.scenario().groups(),
                        names(cell),
                        cell.eclipsed(),
                        cell.medianHours() < 0 ? "-" : cell.medianHours(),
                        cell.outbound())));
    return table.toString();
  }

  private static String names(Cell cell) {
    return Cell.names(cell.scenario().defences());
  }

  /** Percent eclipsed: attackers from above, defences from the left. */
  private static HeatMap map(List<Cell> cells) {
    int[][] attackers =
        cells.stream()
            .map(cell -> new int[] {cell.scenario().addresses(), cell.scenario().groups()})
            .sorted(
                Comparator.<int[]>comparingInt(each -> each[0]).thenComparingInt(each -> each[1]))
            .toArray(int[][]::new);
    List<int[]> rows =
        IntStream.range(0, attackers.length)
            .filter(i -> i == 0 || !Arrays.equals(attackers[i], attackers[i - 1]))
            .mapToObj(i -> attackers[i])
            .toList();
    double[][] values = new double[rows.size()][DEFENCES.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < DEFENCES.size(); column++) {
        values[row][column] =
            find(cells, rows.get(row), Cell.defences(DEFENCES.get(column)))
                .map(cell -> 100 * cell.eclipsed().value())
                .orElse(Double.NaN);
      }
    }
    List<String> labels =
        rows.stream()
            .map(each -> String.format(Locale.ROOT, "%,d in %,d groups", each[0], each[1]))
            .toList();
    return new HeatMap("runs eclipsed within 30 days, %", SHORT, labels, values, 0, 100);
  }

  private static Optional<Cell> find(List<Cell> cells, int[] attacker, Set<Defence> defences) {
    return cells.stream()
        .filter(
            cell ->
                cell.scenario().addresses() == attacker[0]
                    && cell.scenario().groups() == attacker[1]
                    && cell.scenario().defences().equals(defences))
        .findFirst();
  }

  /** The cells of one number of groups with all of Core's defences, with or without ASMap. */
  static List<Cell> line(List<Cell> cells, int groups, boolean mapped) {
    Set<Defence> defences = EnumSet.allOf(Defence.class);
    if (!mapped) {
      defences.remove(Defence.ASMAP);
    }
    return cells.stream()
        .filter(cell -> cell.scenario().groups() == groups)
        .filter(cell -> cell.scenario().defences().equals(defences))
        .sorted(Comparator.comparingInt(cell -> cell.scenario().addresses()))
        .toList();
  }
}
