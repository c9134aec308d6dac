package org.patchbay.engine.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkClass;

/**
 * Who goes when there are more outbound peers than wanted (protocol-facts §10.5). Stateless.
 *
 * <p>Rule: of block-relay-only peers the youngest, unless it gave us a block since the second
 * youngest did; of full-relay peers the one that announced a new block least recently, the younger
 * of equals, but none that is spared by §10.4 and none that is the only full-relay or manual peer
 * of its network. Nobody goes within 30 seconds, or while blocks are on their way from it. Why: the
 * extra peer has to be better than one we have to stay, and peers that proved themselves stay.
 */
public final class Trimming {
  static final long AT_LEAST = TimeUnit.SECONDS.toNanos(30);

  private static final Comparator<PeerView> USELESS_FIRST =
      Comparator.comparingLong(PeerView::lastAnnouncementAt)
          .thenComparing(PeerView::id, Comparator.reverseOrder());

  private Trimming() {}

  /** Those of a kind of which one may go now; none when there are not too many. */
  public static List<PeerView> mayGo(
      Collection<? extends PeerView> peers, ConnectionType type, int wanted, long now) {
    boolean relays = type == ConnectionType.OUTBOUND_FULL_RELAY;
    return surplus(peers, type, wanted) > 0
        ? open(peers, type)
            .filter(each -> each.state() == PeerState.ESTABLISHED && idle(each))
            .filter(each -> now - each.connectedAt() > AT_LEAST)
            .filter(each -> !relays || !spared(each, peers))
            .toList()
        : List.of();
  }

  /** Who goes of a kind by Bitcoin Core's rule; empty when there are not too many. */
  public static Optional<PeerView> rule(
      Collection<? extends PeerView> peers, ConnectionType type, int wanted, long now) {
    return type == ConnectionType.BLOCK_RELAY_ONLY
        ? blockRelay(peers, wanted, now)
        : fullRelay(peers, wanted, now);
  }

  /** Who goes of the block-relay-only peers; empty when there are not too many. */
  static Optional<PeerView> blockRelay(Collection<? extends PeerView> peers, int wanted, long now) {
    return surplus(peers, ConnectionType.BLOCK_RELAY_ONLY, wanted) > 0
        ? worseOfYoungest(peers).filter(each -> now - each.connectedAt() >= AT_LEAST && idle(each))
        : Optional.empty();
  }

  private static Optional<PeerView> worseOfYoungest(Collection<? extends PeerView> peers) {
    List<PeerView> youngest =
        open(peers, ConnectionType.BLOCK_RELAY_ONLY)
            .sorted(Comparator.comparingLong(PeerView::id).reversed())
            .limit(2)
            .toList();
    if (youngest.size() == 2 && youngest.get(0).lastBlockAt() > youngest.get(1).lastBlockAt()) {
      return Optional.of(youngest.get(1));
    }
    return youngest.stream().findFirst();
  }

  /** Who goes of the full-relay peers; empty when there are not too many. */
  static Optional<PeerView> fullRelay(Collection<? extends PeerView> peers, int wanted, long now) {
    return surplus(peers, ConnectionType.OUTBOUND_FULL_RELAY, wanted) > 0
        ? open(peers, ConnectionType.OUTBOUND_FULL_RELAY)
            .filter(each -> !spared(each, peers))
            .min(USELESS_FIRST)
            .filter(each -> now - each.connectedAt() > AT_LEAST && idle(each))
        : Optional.empty();
  }

  /**
   * Who goes first when an operator wants fewer, by the same order; not so many are kept that he
   * has to wait, and who is spared goes last.
   */
  public static Optional<PeerView> atOnce(
      Collection<? extends PeerView> peers, ConnectionType type, int wanted) {
    if (open(peers, type).count() <= wanted) {
      return Optional.empty();
    }
    if (type == ConnectionType.BLOCK_RELAY_ONLY) {
      return worseOfYoungest(peers);
    }
    return open(peers, type)
        .min(
            Comparator.comparing((PeerView each) -> spared(each, peers))
                .thenComparing(USELESS_FIRST));
  }

  /** Only peers whose handshake is done are too many. */
  private static long surplus(
      Collection<? extends PeerView> peers, ConnectionType type, int wanted) {
    return open(peers, type).filter(each -> each.state() == PeerState.ESTABLISHED).count() - wanted;
  }

  private static Stream<PeerView> open(Collection<? extends PeerView> peers, ConnectionType type) {
    return peers.stream()
        .filter(each -> each.type() == type && each.closing().isEmpty())
        .map(each -> each);
  }

  private static boolean spared(PeerView peer, Collection<? extends PeerView> peers) {
    NetworkClass network = peer.network();
    long beside =
        Stream.concat(
                open(peers, ConnectionType.OUTBOUND_FULL_RELAY), open(peers, ConnectionType.MANUAL))
            .filter(each -> each.network() == network)
            .count();
    return peer.chainSpared() || beside < 2;
  }

  private static boolean idle(PeerView peer) {
    return !peer.downloading();
  }
}
