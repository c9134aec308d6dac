package org.patchbay.sim.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.sim.FakeAilment;
import org.patchbay.sim.FakeTreatment;
import org.patchbay.sim.FakeVitals;
import org.patchbay.wire.NetworkClass;

/** What every remedy policy must keep. */
public abstract class RemedyContract {
  private static final long NOW = 1_000_000_000_000_000L;

  /** A fresh policy with its default configuration. */
  protected abstract RemedyPolicy policy();

  @Test
  void onlyWhatIsAilingIsTreated() {
    RemedyPolicy policy = policy();
    for (long seed = 0; seed < 2_000; seed++) {
      List<Health.State> ailing = ailing(seed);
      Set<String> names = ailing.stream().map(Health.State::name).collect(Collectors.toSet());
      List<Prescription> answer = ask(policy, ailing, seed);
      assertTrue(answer.size() <= RemedyPolicy.MOST, answer.size() + " prescriptions");
      for (Prescription each : answer) {
        assertTrue(names.contains(each.check()), each + ", ailing are " + names);
      }
    }
  }

  @Test
  void theSameQuestionGetsTheSameAnswerWhateverWasAskedBefore() {
    RemedyPolicy policy = policy();
    List<List<Prescription>> first = new ArrayList<>();
    for (long seed = 0; seed < 300; seed++) {
      first.add(List.copyOf(ask(policy, ailing(seed), seed)));
    }
    for (int seed = 299; seed >= 0; seed--) {
      assertEquals(first.get(seed), ask(policy, ailing(seed), seed), "after others, seed " + seed);
      assertEquals(first.get(seed), ask(policy(), ailing(seed), seed), "by another, seed " + seed);
    }
  }

  @Test
  void whatItIsHandedIsNotChanged() {
    for (long seed = 0; seed < 300; seed++) {
      List<Health.State> before = ailing(seed);
      ask(policy(), Collections.unmodifiableList(before), seed);
      assertEquals(ailing(seed), before);
    }
  }

  @Test
  void whatNothingHelpsIsLeftAlone() {
    List<Health.State> ailing =
        List.of(new FakeAilment("loop", Finding.critical("a task waited 3 s"), 0));
    assertEquals(List.of(), ask(policy(), ailing, 1));
  }

  private static List<Prescription> ask(RemedyPolicy policy, List<Health.State> ailing, long seed) {
    Random random = new Random(seed);
    Map<String, Long> tried = new HashMap<>();
    for (Health.State state : ailing) {
      if (random.nextBoolean()) {
        tried.put(state.name(), time(random));
      }
    }
    int limit = random.nextInt(600);
    FakeTreatment soFar =
        new FakeTreatment(tried, random.nextInt(limit + 1), limit, random.nextBoolean());
    return policy.prescribe(FakeVitals.healthy(), ailing, soFar, NOW);
  }

  /** The same seed gives the same ailments. */
  private static List<Health.State> ailing(long seed) {
    Random random = new Random(seed);
    List<Health.State> all = new ArrayList<>();
    for (int count = 1 + random.nextInt(20); count > 0; count--) {
      Severity severity = random.nextBoolean() ? Severity.WARNING : Severity.CRITICAL;
      List<Remedy> helps = new ArrayList<>();
      for (int some = random.nextInt(Finding.MOST_HELPS + 1); some > 0; some--) {
        helps.add(remedy(random));
      }
      Finding finding = new Finding(severity, "something, seed " + seed, helps);
      all.add(new FakeAilment("check" + count, finding, time(random)));
    }
    return all;
  }

  private static Remedy remedy(Random random) {
    int attempts = 1 + random.nextInt(Remedy.Dial.MOST);
    return switch (random.nextInt(3)) {
      case 0 -> Remedy.ease();
      case 1 -> Remedy.dial(attempts);
      default -> Remedy.dial(attempts, Set.of(NetworkClass.IPV6, NetworkClass.ONION));
    };
  }

  private static long time(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> NOW;
      default -> Math.floorMod(random.nextLong(), NOW);
    };
  }
}
