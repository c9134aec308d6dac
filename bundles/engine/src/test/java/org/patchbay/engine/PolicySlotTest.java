package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerMemory;
import org.patchbay.sim.VirtualLoop;

class PolicySlotTest {
  private static final PolicySlot.Guard GUARD = new PolicySlot.Guard(5_000_000, 3, 60_000_000_000L);

  private final VirtualLoop loop = new VirtualLoop(1);
  private final List<String> told = new ArrayList<>();
  private final ChangeListener changes =
      swap ->
          told.add(swap.from() + " -> " + swap.to() + ", " + swap.cause() + " " + swap.detail());
  private long now;
  private final PolicySlot<Oracle> slot =
      new PolicySlot<>(
          "oracle",
          false,
          GUARD,
          new Watch(),
          () -> now,
          new Shading<>("oracle", false, loop),
          changes);

  /** The simplest policy. */
  private interface Oracle {
    String say(String question);
  }

  private String ask() {
    return slot.ask(tenant -> tenant.policy.say("?"), "built-in");
  }

  private void add(String name, int ranking, long id, Oracle oracle) {
    slot.add(oracle, name, ranking, id);
  }

  @Test
  void theBuiltInAnswersWhileNobodyIsThere() {
    assertEquals("built-in", ask());
    assertEquals("built-in", slot.snapshot().inForce());
    assertEquals(1, slot.snapshot().calls());
  }

  @Test
  void theHighestRankingThenTheOldestIsInForce() {
    add("core", 0, 5, q -> "core");
    add("rival", -100, 1, q -> "rival");
    add("young", 0, 6, q -> "young");
    assertEquals("core", ask());
    add("third", 100, 7, q -> "third");
    assertEquals("third", ask());
    assertEquals(
        Set.of("core", "rival", "young", "third"), Set.copyOf(slot.snapshot().available()));
  }

  @Test
  void aPolicyOfNegativeRankingServesOnlyWhenNamed() {
    add("rival", -100, 1, q -> "rival");
    assertEquals("built-in", ask());
    slot.configure("rival", GUARD);
    assertEquals("rival", ask());
  }

  @Test
  void aConfiguredNameBeatsRanking() {
    add("core", 0, 1, q -> "core");
    add("rival", -100, 2, q -> "rival");
    slot.configure("rival", GUARD);
    assertEquals("rival", ask());
    slot.configure("", GUARD);
    assertEquals("core", ask());
    assertEquals(3, slot.snapshot().swaps());
  }

  @Test
  void aNameThatNothingMatchesLeavesTheTenantWhileItLives() {
    Oracle core = q -> "core";
    add("core", 0, 1, core);
    slot.configure("absent", GUARD);
    assertFalse(slot.filled());
    add("other", 100, 2, q -> "other");
    assertEquals("core", ask());
    slot.remove(core);
    assertEquals("other", ask(), "nobody else was in force before: the next in rank");
    add("absent", -100, 3, q -> "there now");
    assertEquals("there now", ask());
    assertTrue(slot.filled());
  }

  @Test
  void aNameThatNothingMatchesLeavesARivalTooThatWasNamedBefore() {
    Oracle rival = q -> "rival";
    add("core", 0, 1, q -> "core");
    add("rival", -100, 2, rival);
    slot.configure("rival", GUARD);
    slot.configure("absent", GUARD);
    assertEquals("rival", ask());
    slot.remove(rival);
    assertEquals("core", ask());
  }

  @Test
  void whileANamedPolicyIsReplacedServesWhoWasInForceBefore() {
    Oracle old = q -> "old";
    add("core", 0, 1, q -> "core");
    add("rival", -100, 2, q -> "rival");
    add("named", -100, 3, old);
    slot.configure("rival", GUARD);
    slot.configure("named", GUARD);
    slot.remove(old);
    assertEquals("rival", ask());
    add("named", -100, 4, q -> "new");
    assertEquals("new", ask());
  }

  @Test
  void onePolicyThrowsAndTheNextIsInForceAfterThree() {
    add(
        "bad",
        100,
        1,
        q -> {
          throw new LinkageError("no such class");
        });
    add("core", 0, 2, q -> "core");
    assertEquals(List.of("built-in", "built-in", "built-in"), List.of(ask(), ask(), ask()));
    assertEquals("core", ask());
    assertTrue(slot.snapshot().benched().get("bad").contains("no such class"));
  }

  @Test
  void endlessRecursionIsAFailureLikeOthers() {
    add(
        "deep",
        0,
        1,
        new Oracle() {
          @Override
          public String say(String question) {
            return say(question) + ".";
          }
        });
    assertEquals("built-in", ask());
    String why = slot.snapshot().benched().get("deep");
    assertTrue(why.contains("StackOverflowError at org.patchbay.engine.PolicySlotTest"), why);
  }

  @Test
  void inThePlaceOfABenchedPolicyServesWhoWasInForceBefore() {
    add("core", 0, 1, q -> "core");
    add("rival", -100, 2, q -> "rival");
    add("bad", -100, 3, q -> null);
    slot.configure("rival", GUARD);
    slot.configure("bad", GUARD);
    for (int i = 0; i < 3; i++) {
      assertEquals("built-in", ask());
    }
    assertEquals("rival", ask());
    add("late", -100, 4, q -> "late");
    assertEquals("rival", ask(), "who comes with a negative ranking changes nothing");
    assertEquals("bad -> rival, BENCHED bad: answered null", told.get(told.size() - 1));
    slot.configure("", GUARD);
    assertEquals("core", ask());
  }

  @Test
  void aGluttonIsBenched() {
    Object[] eaten = new Object[1];
    add(
        "glutton",
        0,
        1,
        q -> {
          eaten[0] = new byte[(int) Appetite.ONE_CALL + (1 << 20)];
          return "more";
        });
    for (int i = 0; i < 3; i++) {
      ask();
    }
    String why = slot.snapshot().benched().get("glutton");
    long most = Appetite.ONE_CALL >> 20;
    assertTrue(why.contains("allocated %d MB in one call (max %d)".formatted(most + 1, most)), why);
  }

  @Test
  void nullIsAFailure() {
    add("mute", 0, 1, q -> null);
    ask();
    ask();
    ask();
    assertEquals(Map.of("mute", "answered null"), slot.snapshot().benched());
  }

  @Test
  void anAnswerOutsideOfItsSetIsAFailure() {
    add("wild", 0, 1, q -> "wild");
    for (int i = 0; i < 3; i++) {
      assertEquals("wild", ask());
      slot.breach("said wild");
    }
    assertEquals(Map.of("wild", "said wild"), slot.snapshot().benched());
  }

  @Test
  void fiftyMillisecondsAreNotedThreeTimes() {
    add(
        "slow",
        0,
        1,
        q -> {
          now += 50_000_000;
          return "slow";
        });
    ask();
    ask();
    assertEquals(0, slot.snapshot().strikes(), "classes are loaded in the first calls");
    ask();
    ask();
    assertEquals(2, slot.snapshot().strikes());
    ask();
    assertTrue(slot.snapshot().benched().get("slow").contains("took 50000 µs (budget 5000)"));
  }

  @Test
  void aSampledSlotSeesASlowPolicyOnceAStepTookLong() {
    PolicySlot<Oracle> sampled =
        new PolicySlot<>(
            "sampled",
            true,
            GUARD,
            new Watch(),
            () -> now,
            new Shading<>("sampled", true, loop),
            changes);
    boolean[] slow = {false};
    sampled.add(
        q -> {
          now += slow[0] ? 50_000_000 : 10;
          return "";
        },
        "moody",
        0,
        1);
    for (int i = 0; i < 1001; i++) {
      sampled.ask(tenant -> tenant.policy.say(""), "");
    }
    slow[0] = true;
    sampled.ask(tenant -> tenant.policy.say(""), "");
    sampled.suspect(50_000_000);
    for (int i = 0; i < 3; i++) {
      sampled.ask(tenant -> tenant.policy.say(""), "");
    }
    assertEquals(Set.of("moody"), sampled.snapshot().benched().keySet());
  }

  @Test
  void aNewServiceOfABenchedPolicyHasACleanSlate() {
    Oracle broken = q -> null;
    add("core", 0, 1, broken);
    ask();
    ask();
    ask();
    slot.remove(broken);
    assertTrue(slot.snapshot().benched().isEmpty());
    add("core", 0, 2, q -> "mended");
    assertEquals("mended", ask());
  }

  @Test
  void namingABenchedPolicyAnewGivesItAnotherChance() {
    boolean[] broken = {true};
    add("moody", 0, 1, q -> broken[0] ? null : "well");
    ask();
    ask();
    ask();
    broken[0] = false;
    assertEquals("built-in", ask());
    slot.configure("moody", GUARD);
    assertEquals("well", ask());
  }

  /** Remembers a number of a peer. */
  private record Remembered(double number) implements PeerMemory {
    @Override
    public Map<String, Double> learnt(long at) {
      return number < 0 ? null : Map.of("number", number);
    }
  }

  private double number(int place, double unlessOffered) {
    return slot.ask(
        tenant ->
            tenant
                .memory(
                    place,
                    Remembered.class,
                    (policy, learnt) ->
                        new Remembered(learnt.getOrDefault("number", unlessOffered)))
                .number(),
        Double.NaN);
  }

  @Test
  void whatAPolicyLearntIsOfferedToItsSuccessor() {
    add("old", 0, 1, q -> "old");
    assertEquals(7, number(3, 7));
    assertEquals(8, number(4, 8));
    add("new", 1, 2, q -> "new");
    assertEquals(7, number(3, 1), "as the one before had it");
    assertEquals(1, number(5, 1), "of whom it knew nothing");
    slot.forget(4);
    assertEquals(2, number(4, 2), "another peer in the same place");
    slot.forget(3);
    assertEquals(2, number(3, 2), "offered once");
  }

  @Test
  void whatABenchedOneLearntIsNotAndOneThatThrowsHandsNothingOver() {
    add("old", 0, 1, q -> "old");
    add("bad", 1, 2, q -> null);
    number(3, 7);
    for (int i = 0; i < 3; i++) {
      ask();
    }
    assertEquals("old", slot.snapshot().inForce());
    assertEquals(1, number(3, 1));
    number(4, -1);
    add("new", 2, 3, q -> "new");
    assertEquals("new", ask());
    assertEquals(5, number(3, 5));
  }

  @Test
  void nothingOfAFormerTenantIsReachable() throws InterruptedException {
    List<WeakReference<Object>> traces = new ArrayList<>();
    add("core", 0, 1, q -> "core");
    visit(traces);
    for (int i = 0; i < 200; i++) {
      if (traces.stream().allMatch(trace -> trace.get() == null)) {
        return;
      }
      System.gc();
      Thread.onSpinWait();
    }
    for (WeakReference<Object> trace : traces) {
      assertNull(trace.get());
    }
  }

  private void visit(List<WeakReference<Object>> traces) {
    Object secret = new Object();
    Oracle guest = q -> "guest " + secret.hashCode();
    traces.add(new WeakReference<>(guest));
    add("guest", 100, 2, guest);
    for (int place = 0; place < 50; place++) {
      int at = place;
      slot.ask(
          tenant -> {
            Object memory =
                tenant.memory(at, Object.class, (policy, learnt) -> new Object[] {policy});
            traces.add(new WeakReference<>(memory));
            return tenant.policy.say("");
          },
          "");
    }
    slot.remove(guest);
    assertEquals("core", ask());
  }
}
