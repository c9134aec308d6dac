package org.patchbay.api.scoring;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.PeerMemory;
import org.patchbay.api.peer.PeerView;

/**
 * Turns everything that happened with a peer into one number. A factory with memory per peer. What
 * holds for every policy is said at {@link org.patchbay.api.peer}.
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
   * @return an object for this peer alone
   */
  PeerScore open(PeerView peer, long now);

  /**
   * The same after another policy, which offers what it learnt of the peer.
   *
   * @param learnt as {@link PeerMemory#learnt} of the one before, empty where it offers nothing;
   *     names and numbers may be of a stranger and mean anything
   * @param now loop time in nanoseconds
   */
  default PeerScore open(PeerView peer, Map<String, Double> learnt, long now) {
    return open(peer, now);
  }

  /** The memory for one peer. Confined to the node loop. */
  @ConsumerType
  interface PeerScore extends PeerMemory {
    /**
     * Something happened. A policy passes over kinds of facts that it does not know: later versions
     * have more.
     *
     * @param now loop time in nanoseconds
     */
    void on(Fact fact, long now);

    /**
     * The score now. Asked every few seconds ({@code score.seconds} of {@code patchbay.engine}) for
     * each peer; asking changes nothing.
     *
     * @param peer the same peer, with its counters of this moment
     * @param now loop time in nanoseconds
     * @return 0 to 1 where higher is better, or NaN for no opinion, which is also what counts after
     *     a failure
     */
    double score(PeerView peer, long now);
  }
}
