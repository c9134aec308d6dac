package org.patchbay.api.scoring;

import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.PeerView;

/**
 * Turns everything that happened with a peer into one number. A factory with memory per peer,
 * called on the node loop. Registered with the service property {@code policy.name}.
 *
 * <p>A score is never a verdict: the engine uses it to order work and, step by step, to add
 * misbehaviour to an inbound peer whose score stays low.
 */
@ConsumerType
public interface ScoringPolicy {
  /**
   * Begins to watch a peer, which may have been connected for long: its counters seed the memory.
   *
   * @param now loop time in nanoseconds
   */
  PeerScore open(PeerView peer, long now);

  /** The memory for one peer. Confined to the node loop. */
  @ConsumerType
  interface PeerScore {
    /** Something happened. */
    void on(Fact fact, long now);

    /**
     * The score now: 0 to 1 where higher is better, or NaN for no opinion.
     *
     * @param peer the same peer, with its counters of this moment
     */
    double score(PeerView peer, long now);
  }
}
