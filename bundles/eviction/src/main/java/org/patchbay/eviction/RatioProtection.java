package org.patchbay.eviction;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkClass;

/**
 * Protects half of the remaining candidates, the longest connected, and among them peers of rare
 * networks (protocol-facts §10.6, step 6). Used for one decision.
 *
 * <p>Rule: up to half of the protected places go to CJDNS, I2P, loopback and onion peers. Networks
 * with candidates share these places; what one cannot fill the others may, those with fewer
 * candidates first. A loopback peer that came through an onion bind counts in both.
 *
 * <p>Reason: an attack starts late, and such peers are slow, so that nothing else would keep them.
 */
final class RatioProtection {
  private static final List<Predicate<PeerView>> RARE =
      List.of(
          peer -> peer.network() == NetworkClass.CJDNS,
          peer -> peer.network() == NetworkClass.I2P,
          peer -> peer.address().isLocal(),
          peer -> peer.network() == NetworkClass.ONION);

  private List<PeerView> oldestFirst;

  private RatioProtection(List<PeerView> left) {
    oldestFirst = new ArrayList<>(left);
    oldestFirst.sort(ProtectionSets.NEWER_FIRST.reversed());
  }

  /** Those who are not protected, oldest first. */
  static List<PeerView> survivors(List<PeerView> left) {
    RatioProtection protection = new RatioProtection(left);
    int half = left.size() / 2;
    int rare = protection.takeRare(half / 2);
    protection.takeOldest(peer -> true, half - rare);
    return protection.oldestFirst;
  }

  private int takeRare(int quota) {
    List<Network> networks =
        RARE.stream().map(this::network).sorted(comparingInt(network -> network.count)).toList();
    int taken = 0;
    boolean progress = true;
    while (progress && taken < quota) {
      progress = false;
      int present = (int) networks.stream().filter(network -> network.count > 0).count();
      int share = Math.max(1, (quota - taken) / Math.max(1, present));
      for (Network network : networks) {
        if (network.count > 0 && taken < quota) {
          int fromIt = takeOldest(network.member, share);
          network.count -= fromIt;
          taken += fromIt;
          progress |= fromIt > 0;
        }
      }
    }
    return taken;
  }

  private Network network(Predicate<PeerView> member) {
    return new Network(member, (int) oldestFirst.stream().filter(member).count());
  }

  private int takeOldest(Predicate<PeerView> condition, int max) {
    List<PeerView> rest = new ArrayList<>(oldestFirst.size());
    int taken = 0;
    for (PeerView peer : oldestFirst) {
      if (taken < max && condition.test(peer)) {
        taken++;
      } else {
        rest.add(peer);
      }
    }
    oldestFirst = rest;
    return taken;
  }

  /** A rare network and its candidates, without those protected as its own. */
  private static final class Network {
    final Predicate<PeerView> member;
    int count;

    Network(Predicate<PeerView> member, int count) {
      this.member = member;
      this.count = count;
    }
  }
}
