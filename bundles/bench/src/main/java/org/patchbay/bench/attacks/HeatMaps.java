package org.patchbay.bench.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.bench.HeatMap;
import org.patchbay.bench.Picture;

/** Pictures and a table of results: a map of heat for each measure. */
final class HeatMaps {
  private static final double HUNDRED = 100;

  private HeatMaps() {}

  /** Of {@code matrix.csv} in a folder, into the folder. */
  static void draw(Path folder) throws IOException {
    List<Cell> cells = Results.read(folder.resolve("matrix.csv"));
    Files.writeString(folder.resolve("matrix.txt"), Results.table(cells));
    List<HeatMap> charts = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      charts.add(measure.inPercent() ? plain(measure, cells) : relative(measure, cells));
    }
    Picture.write(charts, folder.resolve("matrix"));
  }

  private static HeatMap plain(Measure measure, List<Cell> cells) {
    double best = measure.lessIsBetter ? 0 : HUNDRED;
    return chart(measure.title, cells, measure, false, best, HUNDRED - best);
  }

  /** To the first pair, because columns of different attacks are no measure for one another. */
  private static HeatMap relative(Measure measure, List<Cell> cells) {
    String title = measure.title + ": percent of what it is with " + cells.get(0).pair();
    return chart(title, cells, measure, true, 0, 2 * HUNDRED);
  }

  private static HeatMap chart(
      String title,
      List<Cell> cells,
      Measure measure,
      boolean relative,
      double best,
      double worst) {
    List<String> attacks = Results.attacks(cells);
    List<Rivals.Pair> pairs = Results.pairs(cells);
    double[][] values = new double[pairs.size()][attacks.size()];
    for (int column = 0; column < attacks.size(); column++) {
      String attack = attacks.get(column);
      double whole = measure.of(Results.find(cells, cells.get(0).pair(), attack).orElseThrow());
      for (int row = 0; row < pairs.size(); row++) {
        double value = measure.of(Results.find(cells, pairs.get(row), attack).orElseThrow());
        values[row][column] = !relative ? value : whole == 0 ? HUNDRED : HUNDRED * value / whole;
      }
    }
    List<String> rows = pairs.stream().map(Rivals.Pair::toString).toList();
    return new HeatMap(title, attacks, rows, values, best, worst);
  }
}
