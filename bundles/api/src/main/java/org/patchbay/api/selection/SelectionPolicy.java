package org.patchbay.api.selection;

import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.peer.PeerView;

/**
 * Decides which peers are asked for blocks before others. A function without memory, called for
 * every peer every few seconds ({@code score.seconds} of {@code patchbay.engine}). What holds for
 * every policy is said at {@link org.patchbay.api.peer}.
 *
 * <p>It orders and excludes nobody: who may be asked at all, in which ways peers that are preferred
 * for downloads (protocol-facts §8.7) come first, how many blocks one peer is asked for, and who is
 * given up as too slow, is mechanism (§14.7) and holds whatever a policy answers.
 *
 * <p>Peers for high-bandwidth compact blocks (BIP152) are not chosen here, since there are none: a
 * node that does not validate whole blocks before it passes them on asks nobody for them, and
 * Bitcoin Core's choice, the last three that gave a valid block first, has nothing to be a rival
 * of.
 */
@ConsumerType
public interface SelectionPolicy {
  /**
   * How gladly a peer is asked for blocks. Peers of equal preference are asked in the order of the
   * room they have.
   *
   * @param now loop time in nanoseconds
   * @return any finite number, higher is asked first; 0 for no preference, which is also what
   *     counts after a failure. Another answer is a breach
   */
  double preference(PeerView peer, long now);
}
