package org.patchbay.bench.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Every pair of policies against every attack, from the command line. */
public final class Matrix {
  /** Of how many seeds the cells of the check in each build are means. */
  static final int SMALL_SEEDS = 3;

  private static final int FULL_SEEDS = 1;
  private static final String USAGE =
      """
      --full FOLDER     the full matrix: matrix.csv, and what --draw makes of it
      --draw FOLDER     matrix.txt, matrix.png and matrix.svg of a matrix.csv
      --expect FILE     the small matrix, which each build is held to
      """;

  private Matrix() {}

  /** Without arguments it says which there are. */
  public static void main(String[] arguments) throws IOException {
    String what = arguments.length == 2 ? arguments[0] : "";
    Path where = Path.of(arguments.length == 2 ? arguments[1] : "");
    switch (what) {
      case "--full" -> {
        Results.write(where.resolve("matrix.csv"), run(Rivals.ALL, Scale.FULL, FULL_SEEDS));
        HeatMaps.draw(where);
      }
      case "--draw" -> HeatMaps.draw(where);
      case "--expect" -> Results.write(where, run(Rivals.ALL, Scale.SMALL, SMALL_SEEDS));
      default -> {
        System.err.print(USAGE);
        System.exit(2);
      }
    }
  }

  /** Runs the seeds 0, 1 and so on of each cell, each run in one thread, on all cores. */
  static List<Cell> run(List<Rivals.Pair> pairs, Scale scale, int seeds) {
    record Place(Rivals.Pair pair, String attack) {}
    List<Place> places =
        pairs.stream()
            .flatMap(pair -> Attacks.ALL.keySet().stream().map(each -> new Place(pair, each)))
            .toList();
    List<Outcome> outcomes =
        IntStream.range(0, places.size() * seeds)
            .parallel()
            .mapToObj(
                i ->
                    trial(
                        scale, places.get(i / seeds).pair, places.get(i / seeds).attack, i % seeds))
            .toList();
    return IntStream.range(0, places.size())
        .mapToObj(
            i ->
                new Cell(
                    places.get(i).pair,
                    places.get(i).attack,
                    Outcome.mean(outcomes.subList(i * seeds, (i + 1) * seeds))))
        .toList();
  }

  private static Outcome trial(Scale scale, Rivals.Pair pair, String attack, long seed) {
    try {
      return Trial.run(
          scale, Rivals.eviction(pair), Rivals.scoring(pair), Attacks.ALL.get(attack).get(), seed);
    } catch (IOException flaw) {
      throw new UncheckedIOException(flaw);
    }
  }
}
