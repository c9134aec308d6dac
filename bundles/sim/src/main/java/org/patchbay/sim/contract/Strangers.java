package org.patchbay.sim.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.peer.PeerMemory;

/** What the policy before may offer, whoever it was. */
final class Strangers {
  private static final double[] EDGES = {
    0, 1, -1, 0.5, 1e300, -1e300, Double.MIN_VALUE, Long.MAX_VALUE
  };

  private Strangers() {}

  /** Numbers of the right names that mean something else, and others. */
  static List<Map<String, Double>> offers(Map<String, Double> learnt) {
    return java.util.Arrays.stream(EDGES)
        .mapToObj(
            edge -> {
              Map<String, Double> offer = new HashMap<>();
              learnt.keySet().forEach(name -> offer.put(name, edge));
              offer.put("nobody knows it", edge);
              return Map.copyOf(offer);
            })
        .toList();
  }

  /** Within what the engine hands over. */
  static Map<String, Double> lawful(Map<String, Double> learnt) {
    assertTrue(learnt.size() <= PeerMemory.MOST_LEARNT, learnt::toString);
    assertTrue(learnt.values().stream().allMatch(Double::isFinite), learnt::toString);
    return learnt;
  }
}
