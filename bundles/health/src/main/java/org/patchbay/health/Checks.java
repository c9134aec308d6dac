package org.patchbay.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.patchbay.api.health.HealthCheck;

/**
 * The checks there are, and which of each name is in force: the highest ranking, and of equals the
 * one that came first. Confined to the node loop.
 */
final class Checks {
  private static final Comparator<Offer> BEST_FIRST =
      Comparator.comparingInt(Offer::ranking).reversed().thenComparingLong(Offer::serviceId);

  private final Map<String, List<Offer>> byName = new TreeMap<>();

  /** A check that may come into force. Immutable. */
  record Offer(String name, HealthCheck check, int ranking, long serviceId) {}

  void add(Offer offer) {
    List<Offer> offers = byName.computeIfAbsent(offer.name, name -> new ArrayList<>());
    offers.add(offer);
    offers.sort(BEST_FIRST);
  }

  void remove(HealthCheck check) {
    byName.values().forEach(offers -> offers.removeIf(offer -> offer.check == check));
    byName.values().removeIf(List::isEmpty);
  }

  void clear() {
    byName.clear();
  }

  /** By name, in its order. */
  Map<String, HealthCheck> inForce() {
    Map<String, HealthCheck> best = new TreeMap<>();
    byName.forEach((name, offers) -> best.put(name, offers.get(0).check));
    return best;
  }
}
