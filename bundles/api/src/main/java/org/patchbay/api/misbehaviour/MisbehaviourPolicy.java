package org.patchbay.api.misbehaviour;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.PeerMemory;
import org.patchbay.api.peer.PeerView;

/**
 * Decides what follows from an offence. A factory with memory per peer. What holds for every policy
 * is said at {@link org.patchbay.api.peer}; sections are of protocol-facts.
 *
 * <p>The engine exempts peers with {@code noban} and manual peers, and never discourages a loopback
 * address (§11.1).
 */
@ConsumerType
public interface MisbehaviourPolicy {
  /**
   * Begins to watch a peer, which may have been connected for long: what it did before is in its
   * notes alone.
   *
   * @param now loop time in nanoseconds
   * @return an object for this peer alone
   */
  PeerConduct open(PeerView peer, long now);

  /**
   * The same after another policy, which offers what it learnt of the peer.
   *
   * @param learnt as {@link PeerMemory#learnt} of the one before, empty where it offers nothing;
   *     names and numbers may be of a stranger and mean anything
   * @param now loop time in nanoseconds
   */
  default PeerConduct open(PeerView peer, Map<String, Double> learnt, long now) {
    return open(peer, now);
  }

  /** The memory for one peer. Confined to the node loop. */
  @ConsumerType
  interface PeerConduct extends PeerMemory {
    /**
     * An offence of §11.2 happened. Asked of exempt peers, too, whatever then follows.
     *
     * @param now loop time in nanoseconds
     * @return after a failure: {@link Judgement#DISCOURAGE}, as Bitcoin Core does
     */
    Judgement onOffence(Fact.Offence offence, long now);

    /**
     * A nuisance happened, which Bitcoin Core tolerates.
     *
     * @param now loop time in nanoseconds
     * @return after a failure: {@link Judgement#KEEP}
     */
    default Judgement onNuisance(Fact.Nuisance nuisance, long now) {
      return Judgement.KEEP;
    }
  }

  /** What follows. */
  enum Judgement {
    /** Nothing. */
    KEEP,
    /** The connection ends. */
    DISCONNECT,
    /** The connection ends, and so do all with that address, which is remembered (§11.4). */
    DISCOURAGE
  }
}
