package org.patchbay.api.peer;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a policy remembers of one peer, as far as it offers that to its successor. Confined to the
 * node loop.
 *
 * <p>When another policy takes a slot, the one before is asked once for each peer it remembers, if
 * it is not benched, and the newcomer gets the answer when it opens its own memory of that peer. So
 * an updated jar goes on where the former one stood, though no class of it is the same. A policy
 * that was tried before it was promoted brings its own memory along, and gets nothing.
 */
@ConsumerType
public interface PeerMemory {
  /** Numbers that one answer may hold; of a larger one nothing is handed over. */
  int MOST_LEARNT = 16;

  /**
   * What it learnt, as numbers with names that the policy chooses and documents, for example {@code
   * points}. The names are no secret: a successor of another kind may know some of them.
   *
   * @param now loop time in nanoseconds
   * @return at most {@link #MOST_LEARNT} finite numbers; empty for nothing, as by default
   */
  default Map<String, Double> learnt(long now) {
    return Map.of();
  }
}
