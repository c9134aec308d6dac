package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.trial.AuditEntry;
import org.patchbay.api.trial.Conditions;
import org.patchbay.api.trial.Trials;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.VirtualLoop;

class TrialCommandsTest {
  private static final long DAY = 86_400_000_000_000L;

  private final FakeNode node = new FakeNode();
  private final VirtualLoop loop = new VirtualLoop(1);
  private final Parts parts = new Parts();
  private final Recorded trials = new Recorded();
  private final TrialCommands commands = new TrialCommands(parts, millis -> {});

  /** Writes down what it is asked for. */
  private final class Recorded implements Trials {
    final List<String> calls = new ArrayList<>();
    String trouble = "";

    @Override
    public void use(String slot, String policy, By by) {
      calls.add("use " + slot + " " + policy + " by " + by.who());
    }

    @Override
    public void reset(String slot, By by) {
      calls.add("reset " + slot);
    }

    @Override
    public void shadow(String slot, String policy, By by) {
      calls.add("shadow " + slot + " " + policy);
      node.shadows.clear();
      if (!policy.isEmpty()) {
        node.shadows.add(FakeNode.Tried.of(slot, policy, "core", "running"));
      }
    }

    @Override
    public String promote(String slot, Conditions conditions, By by) {
      calls.add("promote " + slot + " " + conditions + " " + by.reason());
      node.slot(FakeNode.Filled.of(slot, "scored", "scored", "core", "scored"));
      return "scored";
    }

    @Override
    public String rollback(String slot, By by) {
      throw new IllegalArgumentException("slot " + slot + ": no earlier change is known");
    }

    @Override
    public List<String> watched() {
      return List.of("eviction: scored is watched for 600 s more");
    }

    @Override
    public List<AuditEntry> audit(int last) {
      return List.of(
          new AuditEntry(
              Instant.parse("2026-01-01T00:00:00.5Z"),
              "shell",
              "use",
              "eviction",
              "core",
              "scored",
              "0123456789abcdef".repeat(4),
              "",
              "in force"));
    }

    @Override
    public String auditTrouble() {
      return trouble;
    }
  }

  @BeforeEach
  void begin() {
    parts.node = node;
    parts.loop = loop;
    parts.trials = trials;
    node.slot(FakeNode.Filled.of("eviction", "core", "", "core", "scored"));
    loop.advance(Duration.ofSeconds(192));
  }

  private void differences() {
    List<Shadow.Difference> differences = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      differences.add(
          new Shadow.Difference(
              loop.now(),
              "would evict another",
              OptionalLong.of(i),
              "192.0.2." + i + ":8333",
              "/\"x\"/",
              i * DAY,
              "instead of peer 9"));
    }
    node.shadows.add(
        new FakeNode.Tried(
            "eviction",
            "scored",
            "core",
            "running",
            0,
            14,
            3,
            2,
            0,
            0,
            1_500,
            20_000,
            Map.of("would evict another", 3L),
            differences));
  }

  private Table<SlotRow> promote(String watch) {
    return commands.promote(watch, "5", "100", "80", "faster", new String[] {"eviction"});
  }

  private static String refusal(Runnable command) {
    return assertThrows(Refused.class, command::run).getMessage();
  }

  @Test
  void aTrialBeginsAndEnds() {
    assertEquals(
        """
        SLOT      TRIED   BESIDE  SINCE  COMPARED  DIFFER  LEFT OUT  FAILURES  MEAN  MAX  OVERRUNS  STATE
        eviction  scored  core    3m12s         0       0         0         0     -    -         0  running""",
        commands.shadow("eviction", "scored").toString());
    assertEquals(
        "no policy is tried; policy:shadow SLOT NAME begins",
        commands.shadow("eviction", "off").toString());
    assertEquals(List.of("shadow eviction scored", "shadow eviction "), trials.calls);
    assertEquals(
        "slot eviction: core is in force itself",
        refusal(() -> commands.shadow("eviction", "core")));
    assertEquals(
        "policy \"none\": allowed are core, scored",
        refusal(() -> commands.shadow("eviction", "none")));
  }

  @Test
  void theDifferenceNamesThePeersAndTheirAge() {
    differences();
    String screen = commands.diff("eviction").toString();
    assertTrue(
        screen.startsWith(
            """
            eviction: scored beside core for 3m12s, running; 14 answers compared, 3 differ, 2 questions left out
              3 × would evict another: 3 peers, connected for 2d00h (median)
            AGO  TIMES  DIFFERENCE           PEER  ADDRESS         CONNECTED  AGENT  DETAIL
            """),
        screen);
    assertTrue(screen.contains("would evict another  1     192.0.2.1:8333      1d00h"), screen);
  }

  @Test
  void programsGetJson() {
    differences();
    String json = commands.diff("eviction", "json").toString();
    assertTrue(
        json.startsWith(
            "{\"slot\":\"eviction\",\"tried\":\"scored\",\"beside\":\"core\""
                + ",\"sinceNanos\":192000000000,\"compared\":14"),
        json);
    assertTrue(json.contains("\"agent\":\"/\\\"x\\\"/\""), json);
    assertTrue(json.contains("\"kinds\":{\"would evict another\":3}"), json);
    assertTrue(json.contains("\"peer\":3,"), json);
  }

  @Test
  void aPromotionCarriesItsConditions() {
    String screen = promote("10m").toString();
    assertTrue(screen.endsWith("eviction: scored is watched for 600 s more"), screen);
    assertEquals(
        List.of(
            "promote eviction Conditions[window=PT10M, disconnectsPerMinute=5, loopLag=PT0.1S,"
                + " usefulPercent=80] faster"),
        trials.calls);
    assertEquals("watch \"ten\": a time as 90s, 15m, 24h, 7d or 2w", refusal(() -> promote("ten")));
    assertEquals(
        "slot eviction: no earlier change is known", refusal(() -> commands.rollback("eviction")));
  }

  @Test
  void aPromotionNeedsNoConditions() {
    commands.promote("eviction");
    assertEquals(
        List.of(
            "promote eviction Conditions[window=PT0S, disconnectsPerMinute=30, loopLag=PT0.25S,"
                + " usefulPercent=60] "),
        trials.calls);
    assertTrue(
        refusal(() -> commands.promote("eviction", "--watch")).startsWith("usage: policy:promote"));
  }

  @Test
  void theRecordIsShownWithWhatKeepsItFromTheDisk() {
    trials.trouble = "no space left; 2 entries wait";
    String screen = commands.audit().toString();
    assertTrue(
        screen.contains(
            "2026-01-01T00:00:00Z  shell  use   eviction  core  scored  0123456789ab  in force"),
        screen);
    assertTrue(screen.endsWith("not recorded: no space left; 2 entries wait"), screen);
  }

  @Test
  void useIsRecordedWhereThereIsARecord() {
    node.slot(FakeNode.Filled.of("eviction", "scored", "scored", "core", "scored"));
    new PolicyCommands(parts, millis -> {}).use("eviction", "scored");
    assertEquals(List.of("use eviction scored by shell"), trials.calls);
  }
}
