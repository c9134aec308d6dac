package org.patchbay.eviction;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.reverseOrder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.patchbay.api.peer.PeerView;

/**
 * Who may not be evicted (protocol-facts §10.6, steps 1 to 6).
 *
 * <p>Rule: from the candidates are taken, one after the other, the peers that are hardest to
 * replace or to imitate: by network group, ping, transactions, blocks, time connected and rare
 * networks.
 *
 * <p>Reason: an attacker who opens connections until all slots are full must not push honest peers
 * out. To be kept instead of them it would have to be better in every one of these ways at once,
 * and the group is chosen under a secret of this run, so that it cannot be aimed at.
 *
 * <p>Where Bitcoin Core counts seconds, times are compared in nanoseconds here; where its order
 * leaves a tie open, the older peer is protected. The answer does not depend on the order of the
 * candidates.
 */
final class ProtectionSets {
  /** Newer peers first: the last tie-break of every order, so that the older one is protected. */
  static final Comparator<PeerView> NEWER_FIRST =
      comparingLong(PeerView::connectedAt)
          .reversed()
          .thenComparing(comparingLong(PeerView::id).reversed());

  private static final Comparator<PeerView> NET_GROUP =
      comparing(PeerView::keyedNetGroup, Long::compareUnsigned).thenComparing(NEWER_FIRST);

  /** Not measured is -1, which is the largest number without a sign. */
  private static final Comparator<PeerView> PING =
      comparing(PeerView::minPing, Long::compareUnsigned).reversed().thenComparing(NEWER_FIRST);

  private static final Comparator<PeerView> TRANSACTION =
      comparingLong(PeerView::lastTransactionAt)
          .thenComparing(PeerView::relaysTransactions)
          .thenComparing(PeerView::hasBloomFilter, reverseOrder())
          .thenComparing(NEWER_FIRST);

  private static final Comparator<PeerView> BLOCK =
      comparingLong(PeerView::lastBlockAt)
          .thenComparing(PeerView::hasWantedServices)
          .thenComparing(NEWER_FIRST);

  private static final Comparator<PeerView> BLOCK_RELAY_ONLY =
      comparing(PeerView::relaysTransactions, reverseOrder()).thenComparing(BLOCK);

  private ProtectionSets() {}

  /** The candidates that no set protects; only those marked for eviction first, if any is. */
  static List<PeerView> survivors(List<PeerView> candidates) {
    List<PeerView> left = new ArrayList<>(candidates);
    protect(left, NET_GROUP, 4, peer -> true);
    protect(left, PING, 8, peer -> true);
    protect(left, TRANSACTION, 4, peer -> true);
    protect(
        left, BLOCK_RELAY_ONLY, 8, peer -> !peer.relaysTransactions() && peer.hasWantedServices());
    protect(left, BLOCK, 4, peer -> true);
    left = RatioProtection.survivors(left);
    List<PeerView> preferred = left.stream().filter(PeerView::preferEvict).toList();
    return preferred.isEmpty() ? left : preferred;
  }

  /** Takes away those of the last {@code count} of an order that fulfil a condition. */
  private static void protect(
      List<PeerView> left, Comparator<PeerView> order, int count, Predicate<PeerView> condition) {
    PriorityQueue<PeerView> last = new PriorityQueue<>(count, order);
    for (PeerView peer : left) {
      if (last.size() == count && order.compare(peer, last.element()) > 0) {
        last.remove();
      }
      if (last.size() < count) {
        last.add(peer);
      }
    }
    Set<PeerView> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    last.stream().filter(condition).forEach(taken::add);
    left.removeIf(taken::contains);
  }
}
