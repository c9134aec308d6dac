package org.patchbay.bench.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every pair of policies against every attack, from the command line. */
public final class Matrix {
  /** Of how many seeds the cells of the check in each build are means. */
  static final int SMALL_SEEDS = 2;

  private static final int FULL_SEEDS = 1;
  private static final String USAGE =
      """
      --full FOLDER     the full matrix: matrix.csv, and what --draw makes of it; what the file has
                        already is not run again, so that a run that was ended goes on
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
        full(where.resolve("matrix.csv"));
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

  /** Each cell is in the file as soon as it is run; at the end they are in the table's order. */
  private static void full(Path file) throws IOException {
    List<Cell> before = Files.exists(file) ? Results.read(file) : List.of();
    List<Place> missing = new ArrayList<>(places(Rivals.ALL));
    before.forEach(cell -> missing.remove(new Place(cell.pair(), cell.attack())));
    Results.write(file, before);
    List<Cell> found = run(missing, Scale.FULL, FULL_SEEDS, cell -> Results.add(file, cell));
    List<Cell> all = new ArrayList<>(before);
    all.addAll(found);
    List<Cell> inOrder = new ArrayList<>();
    for (Place place : places(Rivals.ALL)) {
      all.stream().filter(place::of).forEach(inOrder::add);
    }
    Results.write(file, inOrder);
  }

  /** Which cell. */
  private record Place(Rivals.Pair pair, String attack) {
    boolean of(Cell cell) {
      return cell.pair().equals(pair) && cell.attack().equals(attack);
    }
  }

  private static List<Place> places(List<Rivals.Pair> pairs) {
    return pairs.stream()
        .flatMap(pair -> Attacks.ALL.keySet().stream().map(each -> new Place(pair, each)))
        .toList();
  }

  /** Runs the seeds 0, 1 and so on of each cell of some rows. */
  static List<Cell> run(List<Rivals.Pair> pairs, Scale scale, int seeds) {
    return run(places(pairs), scale, seeds, cell -> {});
  }

  /** Each cell runs in one thread, on all cores, and is told of when it is done. */
  private static List<Cell> run(List<Place> places, Scale scale, int seeds, Consumer<Cell> done) {
    return places.parallelStream()
        .map(
            place -> {
              List<Outcome> outcomes = new ArrayList<>();
              for (int seed = 0; seed < seeds; seed++) {
                outcomes.add(trial(scale, place.pair, place.attack, seed));
              }
              Cell cell = new Cell(place.pair, place.attack, Outcome.mean(outcomes));
              done.accept(cell);
              return cell;
            })
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
