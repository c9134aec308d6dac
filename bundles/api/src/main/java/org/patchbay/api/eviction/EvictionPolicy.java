package org.patchbay.api.eviction;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.peer.PeerView;

/**
 * Chooses who goes when an inbound connection arrives and every inbound slot is taken, and which
 * outbound peer goes when there is one too many. A function without memory. What holds for every
 * policy is said at {@link org.patchbay.api.peer}. Its budget is four times the usual one, and once
 * more for every 500 candidates.
 */
@ConsumerType
public interface EvictionPolicy {
  /**
   * Chooses among inbound peers that may be evicted: {@code noban} peers are not among them, nor is
   * the newcomer. {@link ProtectionSets} has whom Bitcoin Core keeps.
   *
   * @param candidates at least one, in no particular order; an answer outside of them is a breach
   * @param now loop time in nanoseconds
   * @return the peer to evict, or empty to refuse the newcomer, which is also what follows a
   *     failure
   */
  Optional<PeerView> evict(List<PeerView> candidates, long now);

  /**
   * Chooses which outbound peer goes when there is one more than wanted, as after another was tried
   * for a tip that stood still (protocol-facts §10.5). One goes in any case.
   *
   * @param candidates peers of one kind, full-relay or block-relay-only, that may go: connected for
   *     30 seconds, with no block on its way from them, not spared by §10.4 and, of full-relay
   *     peers, not the only one of their network; an answer outside of them is a breach
   * @param now loop time in nanoseconds
   * @return the peer to drop, or empty to leave it to Bitcoin Core's rule: who announced a new
   *     block least recently, of block-relay-only peers the youngest unless it gave the last block
   */
  default Optional<PeerView> trim(List<PeerView> candidates, long now) {
    return Optional.empty();
  }

  /**
   * Says what keeps each candidate, for people. The one whom {@link #evict} would choose has
   * nothing that keeps it.
   *
   * @param candidates as for {@link #evict}
   * @param now loop time in nanoseconds
   * @return a line for each of them in their order, empty where nothing keeps it; nothing at all
   *     from a policy that does not tell
   */
  default List<String> explain(List<PeerView> candidates, long now) {
    return List.of();
  }
}
