package org.patchbay.bench.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;

/** A change of a policy that lets an attacker have more fails here. */
class MatrixTest {
  private static final Path DOCS = Path.of("src/main/java/org/patchbay/bench/attacks/doc-files");

  @TempDir Path folder;

  private static List<Cell> expected() throws IOException {
    return Results.read(DOCS.resolve("expected.csv"));
  }

  @Test
  void noCellIsWorseThanExpected() throws IOException {
    List<Cell> found = Matrix.run(Rivals.ALL, Scale.SMALL, Matrix.SMALL_SEEDS);
    List<String> worse = Results.worse(expected(), found);
    assertTrue(
        worse.isEmpty(),
        () ->
            String.join("\n", worse)
                + "\nWhere that is meant: Matrix --expect (see the package's documentation)");
    assertEquals(expected().size(), found.size(), "cells");
  }

  @Test
  void aPolicyThatEvictsWhoStayedLongestIsFound() throws IOException {
    EvictionPolicy longest =
        (candidates, now) -> candidates.stream().min(Comparator.comparing(PeerView::connectedAt));
    Rivals.Pair pair = Rivals.ALL.get(0);
    String attack = "slots few";
    Outcome outcome =
        Trial.run(Scale.SMALL, longest, Rivals.scoring(pair), Attacks.ALL.get(attack).get(), 0);
    List<String> worse = Results.worse(expected(), List.of(new Cell(pair, attack, outcome)));
    assertTrue(worse.toString().contains("honest peers kept"), worse::toString);
    assertTrue(worse.toString().contains("attacker's slots"), worse::toString);
  }

  @Test
  void theSameSeedGivesTheSameOutcome() throws IOException {
    Rivals.Pair pair = Rivals.ALL.get(Rivals.ALL.size() - 1);
    assertEquals(mixed(pair, 5), mixed(pair, 5));
  }

  private static Outcome mixed(Rivals.Pair pair, long seed) throws IOException {
    return Trial.run(
        Scale.SMALL,
        Rivals.eviction(pair),
        Rivals.scoring(pair),
        Attacks.ALL.get("mixed").get(),
        seed);
  }

  @Test
  void whatIsWorseByMoreThanItsMarginIsSaid() {
    Rivals.Pair pair = new Rivals.Pair("a", "b");
    List<Cell> before = List.of(new Cell(pair, "inv", new Outcome(90, 20, 10, 100, 5, "")));
    List<Cell> within = List.of(new Cell(pair, "inv", new Outcome(83, 23, 11.6, 119, 12, "")));
    List<Cell> better = List.of(new Cell(pair, "inv", new Outcome(100, 0, 0, 0, 0, "")));
    List<Cell> worse = List.of(new Cell(pair, "inv", new Outcome(81, 20, 12, 100, 14, "")));
    List<Cell> benched = List.of(new Cell(pair, "inv", new Outcome(90, 20, 10, 100, 5, "scoring")));
    assertEquals(
        List.of("a + b under inv: benched \"scoring\", expected \"\""),
        Results.worse(before, benched));
    List<Cell> other = List.of(new Cell(pair, "addr", new Outcome(90, 20, 10, 100, 5, "")));
    assertEquals(List.of(), Results.worse(before, within));
    assertEquals(List.of(), Results.worse(before, better));
    assertEquals(
        List.of(
            "a + b under inv: honest peers kept, % 81.0, expected 90.0",
            "a + b under inv: attacker's traffic, MB 12.0, expected 10.0",
            "a + b under inv: honest transactions late, % 14.0, expected 5.0"),
        Results.worse(before, worse));
    assertEquals(
        List.of("a + b under addr: nothing is expected of it yet"), Results.worse(before, other));
  }

  @Test
  void cellsAreReadAsTheyWereWritten() throws IOException {
    Path file = folder.resolve("cells.csv");
    Results.write(file, expected());
    assertEquals(expected(), Results.read(file));
  }
}
