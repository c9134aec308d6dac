package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.node.Environment;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeLevers;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Network;

class HealthMonitorTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final StoppableWorkers workers = new StoppableWorkers(loop);
  private final FakeNode node = new FakeNode();
  private final FakeLevers levers = new FakeLevers();
  private final HealthMonitor monitor =
      new HealthMonitor(
          loop,
          workers,
          new Here(Network.MAIN, Path.of("target"), "0"),
          node,
          FakeConfig.of(HealthMonitor.Config.class));

  private record Here(Network network, Path dataFolder, String version) implements Environment {}

  /** A check that finds what a test sets, and notes what is asked of it. */
  private static final class Told implements HealthCheck {
    final List<String> calls = new ArrayList<>();
    Finding next = Finding.fine("fine");
    RuntimeException thrown;
    Vitals seen;

    @Override
    public Finding look(Vitals vitals) {
      calls.add("look");
      seen = vitals;
      if (thrown != null) {
        throw thrown;
      }
      return next;
    }

    void bad(Finding finding) {
      next = finding.helpedBy(Remedy.ease());
    }
  }

  private Told add(String name, int ranking, long id) {
    Told check = new Told();
    monitor.addCheck(
        check, Map.of("check.name", name, "service.ranking", ranking, "service.id", id));
    return check;
  }

  private void start() {
    monitor.addLevers(levers);
    monitor.start();
    loop.runDue();
  }

  private void rounds(int rounds) {
    loop.advance(Duration.ofSeconds(10L * rounds));
  }

  private Health.State state(String name) {
    return monitor.states().stream()
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFindingCountsAndIsTreatedEachRoundUntilItIsOver() {
    Told check = add("one", 0, 1);
    start();
    rounds(1);
    assertEquals(Finding.fine("fine"), state("one").finding());
    check.bad(Finding.warning("bad"));
    rounds(1);
    assertEquals(Severity.OK, state("one").finding().severity());
    assertEquals("bad", state("one").latest().detail());
    assertEquals(List.of(), levers.last());
    rounds(1);
    assertEquals("bad", state("one").finding().detail());
    assertEquals(30_000_000_000L, state("one").since());
    assertEquals(List.of(new Prescription("one", Remedy.ease())), levers.last());
    assertEquals(1, state("one").remedies());
    rounds(4);
    assertEquals(5, state("one").remedies());
    check.next = Finding.fine("good");
    rounds(2);
    assertEquals(Severity.WARNING, state("one").finding().severity());
    assertEquals(7, state("one").remedies(), "it counts still");
    rounds(4);
    assertEquals(Finding.fine("good"), state("one").finding());
    assertEquals(7, state("one").remedies());
    assertEquals(List.of(), levers.last());
    assertEquals(13, levers.rounds().size(), "asked after every round");
  }

  @Test
  void aCheckThatThrowsIsNamedWithItsExceptionAndTheOthersGoOn() {
    Told broken = add("broken", 0, 1);
    Told sound = add("sound", 0, 2);
    broken.thrown = new IllegalStateException("out of\norder");
    start();
    rounds(1);
    assertEquals(
        Finding.critical("look failed: java.lang.IllegalStateException: out of order"),
        state("broken").finding());
    assertEquals(List.of(), levers.last(), "there is nothing to treat");
    rounds(2);
    assertEquals(3, sound.calls.size());
    broken.thrown = null;
    rounds(3);
    assertEquals(Finding.fine("fine"), state("broken").finding());
  }

  @Test
  void noAnswerIsAFailure() {
    add("mute", 0, 1).next = null;
    start();
    rounds(1);
    assertEquals(Severity.CRITICAL, state("mute").finding().severity());
  }

  @Test
  void aCheckThatHangsIsLeftAloneUntilItReturns() {
    Told first = add("a", 0, 1);
    Told hanging = add("b", 0, 2);
    Told last = add("c", 0, 3);
    hanging.thrown = new StoppableWorkers.Hang();
    start();
    rounds(1);
    assertEquals(List.of(1, 1, 0), looks(first, hanging, last));
    rounds(1);
    assertEquals(Finding.critical("did not return from look since 10 s"), state("b").finding());
    assertEquals(List.of(1, 1, 1), looks(first, hanging, last), "the rest of the round");
    rounds(2);
    assertEquals(List.of(3, 1, 3), looks(first, hanging, last));
    assertEquals(1, workers.hanging());

    hanging.thrown = null;
    workers.letGo("health");
    rounds(3);
    assertEquals(List.of(6, 4, 6), looks(first, hanging, last));
    assertEquals(Severity.OK, state("b").finding().severity());
  }

  @Test
  void checksThatHangDoNotTakeEveryWorker() {
    Told sound = add("z", 0, 9);
    for (int i = 0; i < 6; i++) {
      add("hanging" + i, 0, i).thrown = new StoppableWorkers.Hang();
    }
    start();
    rounds(40);
    assertEquals(3, workers.hanging(), "threads that are lost, at most");
    assertEquals(Finding.critical("not looked at: 3 checks do not return"), state("z").finding());
    monitor.removeCheck(sound);
    loop.runDue();
    assertEquals(6, monitor.states().size());
    workers.letGo("health");
    rounds(1);
    assertEquals(3, workers.hanging());
  }

  private static List<Integer> looks(Told... checks) {
    return List.of(checks).stream()
        .map(check -> (int) check.calls.stream().filter(call -> call.equals("look")).count())
        .collect(Collectors.toList());
  }

  @Test
  void aCheckThatLeavesInTroubleIsNotTreatedAnyMore() {
    Told check = add("one", 0, 1);
    check.bad(Finding.warning("bad"));
    start();
    rounds(3);
    assertEquals(1, levers.last().size());
    monitor.removeCheck(check);
    rounds(1);
    assertEquals(List.of(), levers.last());
    assertEquals(List.of(), monitor.states());
  }

  @Test
  void aCheckThatHangsWhileItLeavesIsNotCalledTwiceAtOnce() {
    Told check = add("one", 0, 1);
    check.thrown = new StoppableWorkers.Hang();
    start();
    rounds(1);
    monitor.removeCheck(check);
    rounds(3);
    assertEquals(List.of("look"), check.calls);
    assertEquals(List.of(), monitor.states());
  }

  @Test
  void aMonitorThatStopsEndsWhatGoesOn() {
    Told check = add("one", 0, 1);
    add("two", 0, 2);
    check.bad(Finding.critical("bad"));
    start();
    rounds(3);
    assertEquals(1, levers.last().size());
    monitor.stop();
    loop.runUntilIdle();
    assertEquals(List.of(), levers.last());
    assertEquals(4, levers.rounds().size());
    assertEquals(0, loop.pending());
  }

  @Test
  void withoutLeversNothingIsDone() {
    Told check = add("one", 0, 1);
    check.bad(Finding.warning("bad"));
    monitor.start();
    rounds(5);
    assertEquals(Severity.WARNING, state("one").finding().severity());
    assertEquals(0, state("one").remedies());
    monitor.addLevers(levers);
    rounds(1);
    assertEquals(1, state("one").remedies());
    monitor.removeLevers(levers);
    rounds(1);
    assertEquals(1, state("one").remedies());
    assertEquals(1, levers.rounds().size());
  }

  @Test
  void aCheckThatHangsDoesNotKeepTheOthersFromBeingTreated() {
    Told sound = add("a", 0, 1);
    sound.bad(Finding.warning("bad"));
    add("b", 0, 2).thrown = new StoppableWorkers.Hang();
    start();
    rounds(1);
    assertEquals(List.of(), levers.rounds(), "the round is not over");
    rounds(3);
    assertEquals(1, levers.last().size());
  }

  @Test
  void theHighestRankingOfANameIsInForce() {
    Told shipped = add("peers", 0, 1);
    shipped.next = Finding.warning("shipped");
    start();
    rounds(3);
    assertEquals("shipped", state("peers").finding().detail());

    Told rival = add("peers", 10, 2);
    rival.next = Finding.warning("rival");
    loop.runDue();
    assertEquals(1, monitor.states().size());
    assertEquals("nothing counts yet", state("peers").finding().detail(), "its own history");
    rounds(2);
    assertEquals("rival", state("peers").finding().detail());
    assertEquals(3, looks(shipped).get(0));

    monitor.removeCheck(rival);
    rounds(2);
    assertEquals("shipped", state("peers").finding().detail());
  }

  @Test
  void aChangedPeriodIsInForceAtOnce() {
    Told check = add("one", 0, 1);
    start();
    monitor.modified(
        FakeConfig.of(HealthMonitor.Config.class, "period.seconds", 1, "raise.rounds", 5));
    check.next = Finding.warning("bad");
    loop.advance(Duration.ofSeconds(4));
    assertEquals(4, check.calls.size());
    assertEquals(Severity.OK, state("one").finding().severity());
    loop.advance(Duration.ofSeconds(1));
    assertEquals(Severity.WARNING, state("one").finding().severity());
  }

  @Test
  void ratesAreOfThePeriod() {
    Told check = add("one", 0, 1);
    node.bytesIn = 1_000_000;
    start();
    rounds(1);
    assertEquals(0, check.seen.bytesInPerSecond(), "no period has passed");
    node.bytesIn += 50_000;
    node.bytesOut += 20_000;
    rounds(1);
    assertEquals(5_000, check.seen.bytesInPerSecond());
    assertEquals(2_000, check.seen.bytesOutPerSecond());
    assertEquals(8, check.seen.outboundWanted());
    assertEquals(114, check.seen.maxInbound());
    assertEquals(20_000_000_000L, check.seen.now());
    assertTrue(check.seen.validated(), "it relays nothing");
    assertTrue(check.seen.tip().isEmpty());
  }
}
