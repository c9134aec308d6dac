package org.patchbay.api.eviction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.patchbay.api.peer.PeerView;

/**
 * Who may not be evicted, as Bitcoin Core has it (protocol-facts §10.6, steps 1 to 6): for every
 * eviction policy that chooses among those whom nothing keeps. Functions; an object serves one
 * decision.
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
public final class ProtectionSets {
  private static final String AFTER_OTHERS = "others are marked to be evicted before it";

  private final Candidate[] all;

  /** Those whom nothing keeps, oldest first. */
  private final List<Candidate> left;

  private ProtectionSets(List<PeerView> candidates) {
    all = candidates.stream().map(Candidate::new).toArray(Candidate[]::new);
    protect(Protection.NET_GROUP, Candidate::byNetGroup, 4, peer -> true);
    protect(Protection.PING, Candidate::byPing, 8, peer -> true);
    protect(Protection.TRANSACTION, Candidate::byTransaction, 4, peer -> true);
    protect(Protection.BLOCK_RELAY, Candidate::byBlockRelay, 8, Candidate::usefulForBlocksAlone);
    protect(Protection.BLOCK, Candidate::byBlock, 4, peer -> true);
    left = RatioProtection.survivors(all);
  }

  /**
   * The candidates that no set protects, oldest first; only those marked to go, if any is.
   *
   * @param candidates as a policy is given them; only read
   * @return a new list; empty when everyone is protected
   */
  public static List<PeerView> survivors(List<PeerView> candidates) {
    List<PeerView> survivors = new ArrayList<>();
    for (Candidate each : new ProtectionSets(candidates).marked()) {
      survivors.add(each.peer);
    }
    return survivors;
  }

  /**
   * The youngest of the network group with most peers, of equal groups of the one with the newest
   * peer: whom Bitcoin Core evicts among those whom no set protects.
   *
   * @param oldestFirst as of {@link #survivors}
   */
  public static Optional<PeerView> youngestOfLargestGroup(List<PeerView> oldestFirst) {
    Map<Long, Integer> sizes = new HashMap<>();
    int largest = 0;
    PeerView chosen = null;
    for (PeerView each : oldestFirst) {
      sizes.merge(each.keyedNetGroup(), 1, Integer::sum);
    }
    for (PeerView each : oldestFirst) {
      int size = sizes.get(each.keyedNetGroup());
      if (size >= largest) { // Of equal groups, and in a group, the last one here is the newest.
        largest = size;
        chosen = each;
      }
    }
    return Optional.ofNullable(chosen);
  }

  /**
   * What keeps each of the candidates, in their order; empty for the {@link #survivors}.
   *
   * @return a sentence for people, each in one line
   */
  public static List<String> explain(List<PeerView> candidates) {
    ProtectionSets sets = new ProtectionSets(candidates);
    List<Candidate> marked = sets.marked();
    boolean preferring = marked.size() < sets.left.size();
    List<String> reasons = new ArrayList<>(candidates.size());
    for (Candidate each : sets.all) {
      reasons.add(
          each.kept != null
              ? each.kept.sentence()
              : preferring && !each.peer.preferEvict() ? AFTER_OTHERS : "");
    }
    return reasons;
  }

  private List<Candidate> marked() {
    List<Candidate> marked = new ArrayList<>();
    for (Candidate each : left) {
      if (each.peer.preferEvict()) {
        marked.add(each);
      }
    }
    return marked.isEmpty() ? left : marked;
  }

  /** Keeps those of the last {@code count} of an order that fulfil a condition. */
  private void protect(
      Protection why, Comparator<Candidate> order, int count, Predicate<Candidate> condition) {
    Candidate[] last = new Candidate[count + 1];
    int size = 0;
    for (Candidate each : all) {
      if (each.kept != null || size == count && order.compare(each, last[0]) < 0) {
        continue;
      }
      int place = size;
      for (; place > 0 && order.compare(last[place - 1], each) > 0; place--) {
        last[place] = last[place - 1];
      }
      last[place] = each;
      if (size < count) {
        size++;
      } else {
        System.arraycopy(last, 1, last, 0, count);
      }
    }
    for (int i = 0; i < size; i++) {
      if (condition.test(last[i])) {
        last[i].kept = why;
      }
    }
  }
}
