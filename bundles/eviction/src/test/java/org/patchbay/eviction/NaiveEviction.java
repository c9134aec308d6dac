package org.patchbay.eviction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkClass;

/** Section 10.6 word by word: sort everything, take the last, sort again. Slow and plain. */
final class NaiveEviction implements EvictionPolicy {
  @Override
  public Optional<PeerView> evict(List<PeerView> candidates, long now) {
    List<PeerView> left = survivors(candidates);
    PeerView chosen = null;
    int most = 0;
    for (PeerView peer : left) {
      int group = 0;
      boolean newestOfGroup = true;
      for (PeerView other : left) {
        if (other.keyedNetGroup() == peer.keyedNetGroup()) {
          group++;
          newestOfGroup &= !newer(other, peer);
        }
      }
      if (newestOfGroup && (group > most || group == most && newer(peer, chosen))) {
        most = group;
        chosen = peer;
      }
    }
    return Optional.ofNullable(chosen);
  }

  static List<PeerView> survivors(List<PeerView> candidates) {
    List<PeerView> left = new ArrayList<>(candidates);
    takeLast(left, 4, NaiveEviction::byNetGroup, peer -> true);
    takeLast(left, 8, NaiveEviction::byPing, peer -> true);
    takeLast(left, 4, NaiveEviction::byTransaction, peer -> true);
    takeLast(
        left,
        8,
        NaiveEviction::byBlockRelayOnly,
        peer -> !peer.relaysTransactions() && peer.hasWantedServices());
    takeLast(left, 4, NaiveEviction::byBlock, peer -> true);
    ratio(left);
    if (left.stream().anyMatch(PeerView::preferEvict)) {
      left.removeIf(peer -> !peer.preferEvict());
    }
    return left;
  }

  private static int takeLast(
      List<PeerView> left, int count, Comparator<PeerView> order, Predicate<PeerView> condition) {
    left.sort(order);
    int taken = 0;
    int border = Math.max(0, left.size() - count);
    for (int i = left.size() - 1; i >= border; i--) {
      if (condition.test(left.get(i))) {
        left.remove(i);
        taken++;
      }
    }
    return taken;
  }

  private static void ratio(List<PeerView> left) {
    int half = left.size() / 2;
    int quota = half / 2;
    List<Predicate<PeerView>> rare =
        new ArrayList<>(
            List.of(
                peer -> peer.network() == NetworkClass.CJDNS,
                peer -> peer.network() == NetworkClass.I2P,
                peer -> peer.address().isLocal(),
                peer -> peer.network() == NetworkClass.ONION));
    List<Integer> counts = new ArrayList<>();
    for (Predicate<PeerView> network : rare) {
      counts.add((int) left.stream().filter(network).count());
    }
    for (int pass = 0; pass < 4; pass++) {
      for (int i = 0; i + 1 < 4; i++) {
        if (counts.get(i) > counts.get(i + 1)) {
          rare.add(i, rare.remove(i + 1));
          counts.add(i, counts.remove(i + 1));
        }
      }
    }
    int taken = 0;
    for (boolean any = true; any && taken < quota; ) {
      any = false;
      int networks = 0;
      for (int count : counts) {
        networks += count > 0 ? 1 : 0;
      }
      int share = networks == 0 ? 0 : Math.max((quota - taken) / networks, 1);
      for (int i = 0; i < 4 && taken < quota; i++) {
        if (counts.get(i) > 0) {
          Predicate<PeerView> network = rare.get(i);
          int got =
              takeLast(
                  left,
                  share,
                  (a, b) ->
                      network.test(a) == network.test(b) ? byAge(a, b) : network.test(a) ? 1 : -1,
                  network);
          counts.set(i, counts.get(i) - got);
          taken += got;
          any |= got > 0;
        }
      }
    }
    takeLast(left, half - taken, NaiveEviction::byAge, peer -> true);
  }

  private static int byNetGroup(PeerView a, PeerView b) {
    return a.keyedNetGroup() == b.keyedNetGroup()
        ? byAge(a, b)
        : Long.compareUnsigned(a.keyedNetGroup(), b.keyedNetGroup());
  }

  private static int byPing(PeerView a, PeerView b) {
    long pingA = a.minPing() == -1 ? Long.MAX_VALUE : a.minPing();
    long pingB = b.minPing() == -1 ? Long.MAX_VALUE : b.minPing();
    return pingA == pingB ? byAge(a, b) : pingA > pingB ? -1 : 1;
  }

  private static int byTransaction(PeerView a, PeerView b) {
    if (a.lastTransactionAt() != b.lastTransactionAt()) {
      return a.lastTransactionAt() < b.lastTransactionAt() ? -1 : 1;
    }
    if (a.relaysTransactions() != b.relaysTransactions()) {
      return b.relaysTransactions() ? -1 : 1;
    }
    if (a.hasBloomFilter() != b.hasBloomFilter()) {
      return a.hasBloomFilter() ? -1 : 1;
    }
    return byAge(a, b);
  }

  private static int byBlockRelayOnly(PeerView a, PeerView b) {
    if (a.relaysTransactions() != b.relaysTransactions()) {
      return a.relaysTransactions() ? -1 : 1;
    }
    return byBlock(a, b);
  }

  private static int byBlock(PeerView a, PeerView b) {
    if (a.lastBlockAt() != b.lastBlockAt()) {
      return a.lastBlockAt() < b.lastBlockAt() ? -1 : 1;
    }
    if (a.hasWantedServices() != b.hasWantedServices()) {
      return b.hasWantedServices() ? -1 : 1;
    }
    return byAge(a, b);
  }

  private static int byAge(PeerView a, PeerView b) {
    return a == b ? 0 : newer(a, b) ? -1 : 1;
  }

  private static boolean newer(PeerView a, PeerView b) {
    return a.connectedAt() == b.connectedAt() ? a.id() > b.id() : a.connectedAt() > b.connectedAt();
  }
}
