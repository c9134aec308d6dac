package org.patchbay.bench.rivals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.PeerConduct;
import org.patchbay.misbehaviour.CoreMisbehaviour;
import org.patchbay.misbehaviour.WeightedMisbehaviour;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;

/**
 * When a connection ends for what its peer does again and again, and how: within a day, in seconds
 * from the first time.
 */
final class Conducts {
  private static final double SECOND = 1e9;
  private static final double DAY = 86_400;

  /** What somebody does, and the seconds between two times; none for once. */
  private record Habit(Fact fact, double period) {}

  private Conducts() {}

  static Table table() {
    Map<String, Habit> habits = new LinkedHashMap<>();
    habits.put("invalid block, once", new Habit(offence(Fact.Offence.Kind.INVALID_BLOCK), 2 * DAY));
    habits.put("odd sendcmpct, once", new Habit(offence(Fact.Offence.Kind.BAD_SENDCMPCT), 2 * DAY));
    habits.put("odd sendcmpct, hourly", new Habit(offence(Fact.Offence.Kind.BAD_SENDCMPCT), 3_600));
    habits.put(
        "odd sendcmpct, each 5 min", new Habit(offence(Fact.Offence.Kind.BAD_SENDCMPCT), 300));
    habits.put("no answer, each 10 s", new Habit(nuisance(Fact.Nuisance.Kind.UNANSWERED), 10));
    habits.put("no answer, each 10 min", new Habit(nuisance(Fact.Nuisance.Kind.UNANSWERED), 600));
    habits.put("over a limit, 100/s", new Habit(nuisance(Fact.Nuisance.Kind.RATE_LIMITED), 0.01));
    habits.put("over a limit, 1/s", new Habit(nuisance(Fact.Nuisance.Kind.RATE_LIMITED), 1));
    habits.put("malformed, 1/s", new Habit(nuisance(Fact.Nuisance.Kind.MALFORMED), 1));
    List<List<String>> rows = new ArrayList<>();
    habits.forEach(
        (name, habit) -> {
          List<String> row = new ArrayList<>(List.of(name));
          policies().values().forEach(policy -> row.add(outcome(policy.get(), habit)));
          rows.add(row);
        });
    return new Table(
        "misbehaviour: seconds until the connection ends", List.copyOf(policies().keySet()), rows);
  }

  private static Map<String, Supplier<MisbehaviourPolicy>> policies() {
    Map<String, Supplier<MisbehaviourPolicy>> policies = new LinkedHashMap<>();
    policies.put("core", CoreMisbehaviour::new);
    policies.put(
        "weighted",
        () -> new WeightedMisbehaviour(FakeConfig.of(WeightedMisbehaviour.Config.class)));
    policies.put(
        "weighted, bad.sendcmpct = 40",
        () ->
            new WeightedMisbehaviour(
                FakeConfig.of(WeightedMisbehaviour.Config.class, "bad.sendcmpct", 40.0)));
    return policies;
  }

  private static Fact offence(Fact.Offence.Kind kind) {
    return Fact.offence(kind, "");
  }

  private static Fact nuisance(Fact.Nuisance.Kind kind) {
    return Fact.nuisance(kind, "");
  }

  private static String outcome(MisbehaviourPolicy policy, Habit habit) {
    PeerConduct conduct = policy.open(FakePeer.inbound().established(), 0);
    for (double at = 0; at < DAY; at += habit.period) {
      long now = (long) (at * SECOND);
      Judgement judgement =
          habit.fact instanceof Fact.Offence offence
              ? conduct.onOffence(offence, now)
              : conduct.onNuisance((Fact.Nuisance) habit.fact, now);
      if (judgement != Judgement.KEEP) {
        String how = judgement == Judgement.DISCOURAGE ? ", discouraged" : "";
        return String.format(Locale.ROOT, "%.0f%s", at, how);
      }
    }
    return "kept";
  }
}
