package org.patchbay.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.observe.Observer.Cause;
import org.patchbay.api.observe.Observer.Swap;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.trial.AuditEntry;
import org.patchbay.api.trial.Conditions;
import org.patchbay.api.trial.Edits;
import org.patchbay.api.trial.Trials.By;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;

class PolicyTrialsTest {
  private static final By SHELL = new By("shell", "because");
  private static final Conditions WATCH = Conditions.within(Duration.ofMinutes(10));

  @TempDir Path folder;

  private final VirtualLoop loop = new VirtualLoop(1);
  private final SwapNotes notes = new SwapNotes();
  private final TrialNode node = new TrialNode(notes);
  private PolicyTrials trials;

  @BeforeEach
  void start() {
    trials = trials();
    trials.start();
    loop.runDue();
  }

  private PolicyTrials trials() {
    return new PolicyTrials(
        loop,
        new VirtualWorkers(loop),
        node,
        node.settings,
        notes,
        new AuditLog(new AuditFiles(folder, 1 << 20, 1)),
        (slot, policy) -> policy.isEmpty() ? "" : "sha of " + policy);
  }

  private void promote() {
    trials.shadow("eviction", "rival", SHELL);
    assertEquals("rival", trials.promote("eviction", WATCH, SHELL));
    loop.advance(Duration.ofSeconds(2));
  }

  private List<String> audit(Function<AuditEntry, String> line) {
    loop.runDue();
    return trials.audit(100).stream().map(line).toList();
  }

  private List<String> audit() {
    return audit(
        e -> e.who() + " " + e.what() + " " + e.from() + ">" + e.to() + ": " + e.outcome());
  }

  @Test
  void whatIsPromotedAndHoldsStays() {
    promote();
    assertEquals("rival", node.inForce);
    assertEquals(1, trials.watched().size());
    loop.advance(Duration.ofMinutes(11));
    assertEquals("rival", node.inForce);
    assertEquals(List.of(), trials.watched());
    assertEquals(
        List.of(
            "shell shadow >rival: tried",
            "shell promote core>rival: in force, watched for 600 s",
            "watch watch >rival: kept: its conditions held for 600 s"),
        audit());
    assertEquals("sha of rival", trials.audit(100).get(1).sha256());
    assertEquals("because", trials.audit(100).get(1).reason());
  }

  @Test
  void tooManyDisconnectsRollBack() {
    promote();
    node.endings.put(CloseReason.Code.EVICTED, 31L);
    loop.advance(Duration.ofSeconds(2));
    assertEquals("core", node.inForce);
    List<String> audit = audit();
    assertTrue(
        audit.contains(
            "watch watch >rival: rolled back: policies ended 31 connections within a minute (max 30)"),
        audit::toString);
    assertEquals("watch rollback rival>core: in force", audit.get(audit.size() - 1));
    assertEquals("rival", node.tried, "tried on");
  }

  @Test
  void connectionsThatOthersEndDoNotCount() {
    promote();
    node.endings.put(CloseReason.Code.REMOTE_CLOSED, 1_000L);
    loop.advance(Duration.ofMinutes(1));
    assertEquals("rival", node.inForce);
  }

  @Test
  void aBenchedPolicyIsRolledBackSoThatARestartDoesNotBringItBack() {
    promote();
    node.bench("rival", "threw up", "core");
    loop.advance(Duration.ofSeconds(2));
    assertEquals("", node.settings.values.getOrDefault("policy.eviction", ""));
    assertTrue(audit().contains("guard bench rival>core: in force"), () -> audit().toString());
  }

  @Test
  void usefulPeersThatGoRollBack() {
    node.useful(10, loop.now());
    promote();
    node.useful(6, loop.now());
    loop.advance(Duration.ofSeconds(10));
    assertEquals("rival", node.inForce);
    node.useful(5, loop.now());
    loop.advance(Duration.ofSeconds(10));
    assertEquals("core", node.inForce);
  }

  @Test
  void aLoopThatLagsTwiceIsForgivenAndThreeTimesWithinAMinuteNot() {
    PolicyWatch watch = new PolicyWatch("eviction", "core", WATCH, node, List.of(), 0);
    long late = 300_000_000;
    for (int second = 1; second <= 300; second++) {
      long lag = second % 31 == 0 ? late : 0;
      assertEquals(
          Optional.empty(),
          watch.look(node, node.peers(), List.of(), lag, second * 1_000_000_000L));
    }
    watch.look(node, node.peers(), List.of(), late, 301_000_000_000L);
    String broken = watch.look(node, node.peers(), List.of(), late, 302_000_000_000L).orElseThrow();
    assertTrue(broken.contains("300 ms now, more than 250 ms three times"), broken);
  }

  @Test
  void whatTheCeilingHeldBackLeavesAWatchUndecided() {
    node.withheld = 100;
    promote();
    assertEquals(List.of("eviction: rival is watched for 598 s more"), trials.watched());
    node.withheld = 143;
    loop.advance(Duration.ofSeconds(1));
    String held = "the ceiling a minute held back 43 connections that policies wanted to end";
    assertEquals(List.of("eviction: rival is watched for 597 s more; " + held), trials.watched());
    loop.advance(Duration.ofMinutes(11));
    assertEquals("rival", node.inForce);
    List<String> audit = audit();
    assertEquals(
        "watch watch >rival: in force, undecided: its conditions held for 600 s, but " + held,
        audit.get(audit.size() - 1));
  }

  @Test
  void byHandItGoesBackStepByStep() {
    trials.use("eviction", "rival", SHELL);
    trials.use("eviction", "third", SHELL);
    assertEquals("rival", trials.rollback("eviction", SHELL));
    assertEquals("rival", node.inForce);
    assertEquals("", trials.rollback("eviction", SHELL));
    assertEquals("core", node.inForce);
  }

  @Test
  void byHandItNeverGoesBackToWhatIsBenched() {
    trials.use("eviction", "third", SHELL);
    trials.use("eviction", "rival", SHELL);
    trials.use("eviction", "core", SHELL);
    node.bench("rival", "threw", "core");
    assertEquals("third", trials.rollback("eviction", SHELL));
    assertEquals("third", node.inForce);
  }

  @Test
  void afterARestartTheRecordKnowsWhatWasBefore() {
    trials.use("eviction", "rival", SHELL);
    loop.runDue();
    trials.stop();
    trials = trials();
    trials.start();
    loop.runDue();
    assertEquals("core", trials.rollback("eviction", SHELL));
  }

  @Test
  void aWatchThatACrashCutShortHasFailed() {
    promote();
    PolicyTrials next = trials(); // the first one was killed: it concluded nothing
    notes.to(null);
    next.start();
    loop.runDue();
    assertEquals("core", node.inForce);
    trials = next;
    AuditEntry last = trials.audit(1).get(0);
    assertEquals("the node did not live to the end of its watch", last.reason());
    PolicyTrials third = trials();
    third.start();
    loop.runDue();
    assertEquals(last, third.audit(1).get(0), "and only once");
  }

  @Test
  void aWatchThatAnOrderlyStopCutShortIsOver() {
    promote();
    trials.stop();
    loop.runDue();
    trials = trials();
    trials.start();
    loop.runDue();
    assertEquals("rival", node.inForce);
  }

  @Test
  void editsOfTheFileAndJarsAreToldApart() {
    node.swap(new Swap("eviction", "core", "other", Cause.CONFIGURED, ""));
    node.swap(new Swap("relay", "core", "new", Cause.CAME, ""));
    node.swap(new Swap("relay", "new", "core", Cause.WENT, "new"));
    assertEquals(
        List.of(
            "file use core>other: in force",
            "deploy came core>new: in force",
            "deploy went new>core: in force"),
        audit());
  }

  @Test
  void whatIsRefusedIsRecordedToo() {
    node.settings.refusal = "config/patchbay.engine.cfg: fixed by the command line";
    assertThrows(IllegalArgumentException.class, () -> trials.use("eviction", "rival", SHELL));
    assertEquals(List.of("shell use core>rival: refused: " + node.settings.refusal), audit());
  }

  @Test
  void whatIsWantedIsOnTheDiskBeforeItIsDone() {
    node.settings.death = new IllegalStateException("killed before the file was written");
    assertThrows(IllegalStateException.class, () -> trials.use("eviction", "rival", SHELL));
    assertEquals(List.of("shell use core>rival: wanted: in force"), audit());
  }

  @Test
  void aPromotionOfWhichOnlyTheWishIsKnownIsRolledBackAfterACrash() {
    trials.shadow("eviction", "rival", SHELL);
    notes.to(swap -> {}); // killed after the file was written, before its effect was recorded
    trials.promote("eviction", WATCH, SHELL);
    loop.runDue();
    assertEquals("rival", node.inForce);
    PolicyTrials next = trials();
    next.start();
    loop.runDue();
    assertEquals("core", node.inForce);
    List<String> audit = audit();
    assertEquals("watch rollback rival>core: in force", audit.get(audit.size() - 1));
  }

  @Test
  void editsOfRulesAreRecordedOnceAndNotAtEveryStart() {
    Edits.Edit taken =
        new Edits.Edit("config/rules.conf", "ab", "0 rules", "1 rule", "added far", "in force");
    trials.edited(new Edits.Edit("config/rules.conf", "", "0 rules", "0 rules", "", "in force"));
    trials.edited(taken);
    PolicyTrials next = trials();
    next.edited(taken);
    next.edited(new Edits.Edit("config/rules.conf", "cd", "1 rule", "1 rule", "", "refused: x"));
    next.edited(taken);
    assertEquals(
        List.of(
            "file config/rules.conf edit 0 rules>1 rule: in force",
            "file config/rules.conf edit 1 rule>1 rule: refused: x",
            "file config/rules.conf edit 0 rules>1 rule: in force"),
        audit());
    assertEquals("ab", trials.audit(3).get(0).sha256());
    assertEquals("added far", trials.audit(3).get(0).reason());
  }

  @Test
  void onlyWhatIsTriedIsPromoted() {
    assertThrows(IllegalArgumentException.class, () -> trials.promote("eviction", WATCH, SHELL));
    node.tried = "rival";
    node.state = "did not return: Rival.evict";
    assertThrows(IllegalArgumentException.class, () -> trials.promote("eviction", WATCH, SHELL));
    assertThrows(IllegalArgumentException.class, () -> trials.rollback("eviction", SHELL));
  }
}
