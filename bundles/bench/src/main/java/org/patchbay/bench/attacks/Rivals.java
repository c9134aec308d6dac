package org.patchbay.bench.attacks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.eviction.ProtectedEviction;
import org.patchbay.eviction.ScoredEviction;
import org.patchbay.scoring.NoScoring;
import org.patchbay.scoring.WeightedScoring;
import org.patchbay.sim.FakeConfig;

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
      Map.of("core", ProtectedEviction::new, "scored", ScoredEviction::new);

  private static final Map<String, Supplier<ScoringPolicy>> SCORINGS =
      Map.of(
          "none",
          NoScoring::new,
          "weighted",
          () -> new WeightedScoring(FakeConfig.of(WeightedScoring.Config.class)));

  /** In the order of the table; the first is the node's default. */
  static final List<Pair> ALL =
      List.of(
          new Pair("core", "none"), new Pair("core", "weighted"), new Pair("scored", "weighted"));

  private Rivals() {}

  static EvictionPolicy eviction(Pair pair) {
    return named(EVICTIONS, pair.eviction).get();
  }

  static ScoringPolicy scoring(Pair pair) {
    return named(SCORINGS, pair.scoring).get();
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
