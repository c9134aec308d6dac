package org.patchbay.bench.eclipse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.eviction.ProtectedEviction;

/** The shape of what sieges come to; the figures are in the package's documentation. */
class SiegeTest {
  private static final int SEEDS = 2;
  private static final int DAYS = 3;

  private static Scenario scenario(int addresses, int groups, Set<Defence> defences) {
    return new Scenario(addresses, groups, defences, "core", "buckets", DAYS, 40);
  }

  private static List<Siege.Outcome> run(Scenario scenario, EvictionPolicy policy) {
    return IntStream.range(0, SEEDS)
        .mapToObj(seed -> new Siege(scenario, policy, AddressBooks.BUCKETS, seed).run())
        .toList();
  }

  private static List<Siege.Outcome> run(int addresses, int groups, Defence... more) {
    EnumSet<Defence> defences = EnumSet.complementOf(EnumSet.of(Defence.ASMAP));
    defences.addAll(List.of(more));
    return run(scenario(addresses, groups, defences), new ProtectedEviction());
  }

  private static long eclipsed(List<Siege.Outcome> all) {
    return all.stream().filter(Siege.Outcome::eclipsed).count();
  }

  private static int held(List<Siege.Outcome> all) {
    return all.stream().mapToInt(Siege.Outcome::outbound).sum();
  }

  @Test
  void whoHasMoreAddressesHoldsMoreSlots() {
    List<Siege.Outcome> few = run(100, 64);
    List<Siege.Outcome> many = run(5_000, 1_000);
    assertEquals(0, eclipsed(few));
    assertTrue(held(few) < held(many), few + ", " + many);
  }

  @Test
  void whoHasEnoughOfThemEclipses() {
    Scenario month =
        new Scenario(8_000, 4_000, EnumSet.noneOf(Defence.class), "core", "buckets", 30, 40);
    Siege.Outcome outcome =
        new Siege(month, new ProtectedEviction(), AddressBooks.BUCKETS, 1).run();
    assertTrue(outcome.eclipsed(), outcome::toString);
    assertEquals(OutboundSlots.FULL_RELAY + OutboundSlots.BLOCK_RELAY, outcome.outbound());
  }

  @Test
  void noGroupAndNoAutonomousSystemHoldsTwoSlots() {
    List<Siege.Outcome> groups = run(5_000, 4);
    List<Siege.Outcome> systems = run(5_000, 64, Defence.ASMAP);
    assertEquals(0, eclipsed(groups) + eclipsed(systems));
    groups.forEach(each -> assertTrue(each.outbound() <= 4, each::toString));
    systems.forEach(each -> assertTrue(each.outbound() <= 4, each::toString));
  }

  @Test
  void aPolicyThatEvictsNobodyLeavesTheAttackerWhatWasFree() {
    Scenario scenario = scenario(300, 64, EnumSet.noneOf(Defence.class));
    List<Siege.Outcome> core = run(scenario, new ProtectedEviction());
    List<Siege.Outcome> nobody = run(scenario, (candidates, now) -> Optional.empty());
    core.forEach(each -> assertTrue(each.inbound() > 80, each::toString));
    nobody.forEach(each -> assertTrue(each.inbound() > 80, each::toString));
    assertFalse(core.equals(nobody), "the policy was asked");
  }

  @Test
  void theSameSeedGivesTheSameSiege() {
    Scenario scenario = scenario(300, 64, EnumSet.allOf(Defence.class));
    assertEquals(run(scenario, new ProtectedEviction()), run(scenario, new ProtectedEviction()));
  }

  @Test
  void theBookOf2015CanBeBesiegedToo() {
    Scenario scenario = new Scenario(400, 400, EnumSet.noneOf(Defence.class), "core", "2015", 1, 1);
    Siege.Outcome outcome =
        new Siege(scenario, new ProtectedEviction(), AddressBooks.named("2015"), 1).run();
    assertTrue(outcome.inbound() > 80, outcome::toString);
  }

  @Test
  void resultsAreWrittenAsTheyComeAndReadAgain(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("results.csv");
    Cell[] first = new Cell[1];
    Runnable interrupted =
        () -> {
          try {
            Grid.run(
                file, each -> new Cell(each, new Share(3, 4), 17, 8.5), cell -> stop(cell, first));
          } catch (IOException cause) {
            throw new UncheckedIOException(cause);
          }
        };
    assertThrows(IllegalStateException.class, interrupted::run);
    assertEquals(List.of(first[0]), Grid.read(file));
    Grid.run(file, each -> new Cell(each, new Share(0, 4), -1, 1), cell -> {});
    List<Cell> all = Grid.read(file);
    assertEquals(Grid.scenarios(), all.stream().map(Cell::scenario).toList());
    assertEquals(first[0], all.get(0));
    assertEquals(1 + all.size(), Files.readAllLines(file).size());
  }

  private static void stop(Cell cell, Cell[] first) {
    first[0] = cell;
    throw new IllegalStateException("interrupted");
  }
}
