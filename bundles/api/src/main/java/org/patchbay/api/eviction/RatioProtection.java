package org.patchbay.api.eviction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.patchbay.api.peer.PeerView;

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
  private static final int CJDNS = 1;
  private static final int I2P = 2;
  private static final int LOOPBACK = 4;
  private static final int ONION = 8;
  private static final int ANY = 16;

  private final Candidate[] oldestFirst;

  /** Which networks each of them is of, as bits. */
  private final int[] networks;

  private RatioProtection(Candidate[] left) {
    oldestFirst = left;
    Arrays.sort(oldestFirst, Candidate::olderFirst);
    networks = new int[left.length];
    for (int i = 0; i < left.length; i++) {
      networks[i] = networks(left[i].peer);
    }
  }

  private static int networks(PeerView peer) {
    int rare =
        switch (peer.network()) {
          case CJDNS -> CJDNS;
          case I2P -> I2P;
          case ONION -> ONION;
          default -> 0;
        };
    return ANY | rare | (peer.address().isLocal() ? LOOPBACK : 0);
  }

  /** Marks those of the candidates not yet kept who are; answers the others, oldest first. */
  static List<Candidate> survivors(Candidate[] candidates) {
    RatioProtection protection =
        new RatioProtection(
            Arrays.stream(candidates).filter(each -> each.kept == null).toArray(Candidate[]::new));
    int half = protection.oldestFirst.length / 2;
    int rare = protection.keepRare(half / 2);
    protection.keepOldest(ANY, half - rare, Protection.AGE);
    List<Candidate> survivors = new ArrayList<>();
    for (Candidate each : protection.oldestFirst) {
      if (each.kept == null) {
        survivors.add(each);
      }
    }
    return survivors;
  }

  private int keepRare(int quota) {
    Network[] rare = {network(CJDNS), network(I2P), network(LOOPBACK), network(ONION)};
    Arrays.sort(rare, Comparator.comparingInt(network -> network.count));
    int kept = 0;
    boolean progress = true;
    while (progress && kept < quota) {
      progress = false;
      int present = 0;
      for (Network network : rare) {
        present += network.count > 0 ? 1 : 0;
      }
      int share = Math.max(1, (quota - kept) / Math.max(1, present));
      for (Network network : rare) {
        if (network.count > 0 && kept < quota) {
          int ofIt = keepOldest(network.bit, share, Protection.RARE_NETWORK);
          network.count -= ofIt;
          kept += ofIt;
          progress |= ofIt > 0;
        }
      }
    }
    return kept;
  }

  private Network network(int bit) {
    int count = 0;
    for (int each : networks) {
      count += (each & bit) != 0 ? 1 : 0;
    }
    return new Network(bit, count);
  }

  private int keepOldest(int network, int max, Protection why) {
    int kept = 0;
    for (int i = 0; i < oldestFirst.length && kept < max; i++) {
      if (oldestFirst[i].kept == null && (networks[i] & network) != 0) {
        oldestFirst[i].kept = why;
        kept++;
      }
    }
    return kept;
  }

  /** A rare network and its candidates, without those protected as its own. */
  private static final class Network {
    final int bit;
    int count;

    Network(int bit, int count) {
      this.bit = bit;
      this.count = count;
    }
  }
}
