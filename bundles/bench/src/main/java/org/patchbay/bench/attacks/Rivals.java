package org.patchbay.bench.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.eviction.CostEviction;
import org.patchbay.eviction.DiverseEviction;
import org.patchbay.eviction.ProtectedEviction;
import org.patchbay.eviction.ScoredEviction;
import org.patchbay.rules.KeptRules;
import org.patchbay.rules.RulesEviction;
import org.patchbay.scoring.CostScoring;
import org.patchbay.scoring.GossipScoring;
import org.patchbay.scoring.NoScoring;
import org.patchbay.scoring.WeightedScoring;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.VirtualLoop;

/**
 * The policies by name, and which of them stand together: the rows of the matrix. A new policy is
 * added here, and its cells to the expectations by {@code Matrix --expect}.
 */
final class Rivals {
  /** A row. Immutable. */
  record Pair(String eviction, String scoring) {
    @Override
    public String toString() {
      return eviction + " + " + scoring;
    }
  }

  private static final Map<String, Supplier<EvictionPolicy>> EVICTIONS =
      Map.of(
          "core", ProtectedEviction::new,
          "scored", ScoredEviction::new,
          "cost", CostEviction::new,
          "diverse", DiverseEviction::new,
          "rules", Rivals::rules);

  private static final Map<String, Supplier<ScoringPolicy>> SCORINGS =
      Map.of(
          "none", NoScoring::new,
          "weighted", () -> new WeightedScoring(FakeConfig.of(WeightedScoring.Config.class)),
          "gossip", () -> new GossipScoring(FakeConfig.of(GossipScoring.Config.class)),
          "cost", () -> new CostScoring(FakeConfig.of(CostScoring.Config.class)));

  /** In the order of the table; the first is the node's default. */
  static final List<Pair> ALL =
      List.of(
          new Pair("core", "none"),
          new Pair("core", "weighted"),
          new Pair("core", "gossip"),
          new Pair("core", "cost"),
          new Pair("scored", "weighted"),
          new Pair("scored", "gossip"),
          new Pair("scored", "cost"),
          new Pair("cost", "none"),
          new Pair("diverse", "none"),
          new Pair("rules", "none"));

  /** What an operator might write who saw such attacks; of the loop, only its time is read. */
  private static final String RULES =
      """
      rule silent
        when !established && age_s > 20
        then evict first
      rule flood
        when useful == 0 && bytes_in > 20000 + 100 * age_s
        then evict first
      rule idle
        when useful == 0 && age_s > 120 && bytes_in < 300 + 3 * age_s
        then evict first
      """;

  private Rivals() {}

  static EvictionPolicy eviction(Pair pair) {
    return named(EVICTIONS, pair.eviction).get();
  }

  static ScoringPolicy scoring(Pair pair) {
    return named(SCORINGS, pair.scoring).get();
  }

  private static EvictionPolicy rules() {
    KeptRules rules = new KeptRules(new VirtualLoop(0));
    rules
        .take(RULES.getBytes(UTF_8))
        .ifPresent(
            refusal -> {
              throw new IllegalStateException(refusal);
            });
    return new RulesEviction(rules);
  }

  private static <P> Supplier<P> named(Map<String, Supplier<P>> all, String name) {
    Supplier<P> named = all.get(name);
    if (named == null) {
      throw new IllegalArgumentException(
          "no policy " + name + " (" + new LinkedHashMap<>(all).keySet() + ")");
    }
    return named;
  }
}
