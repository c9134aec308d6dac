package org.patchbay.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.NetworkClass;

class TrimmingTest {
  private static final long NOW = 1_000_000_000_000L;

  private final List<FakePeer> peers = new ArrayList<>();

  private FakePeer peer(ConnectionType type) {
    FakePeer peer = FakePeer.outbound().established().type(type).id(peers.size() + 1);
    peers.add(peer);
    return peer;
  }

  private FakePeer blocks() {
    return peer(ConnectionType.BLOCK_RELAY_ONLY);
  }

  private FakePeer full() {
    return peer(ConnectionType.OUTBOUND_FULL_RELAY);
  }

  private static long id(Optional<PeerView> peer) {
    return peer.map(PeerView::id).orElse(-1L);
  }

  private long blockRelay(int wanted) {
    return id(Trimming.blockRelay(peers, wanted, NOW));
  }

  private long fullRelay(int wanted) {
    return id(Trimming.fullRelay(peers, wanted, NOW));
  }

  @Test
  void theYoungestForBlocksAloneGoesUnlessItGaveABlockSinceTheSecondDid() {
    blocks().lastBlockAt(1);
    blocks().lastBlockAt(50);
    blocks().lastBlockAt(50);
    assertEquals(3, blockRelay(2));
    peers.get(2).lastBlockAt(51);
    assertEquals(2, blockRelay(2), "never the oldest, however little it gave");
    assertEquals(-1, blockRelay(3));
  }

  @Test
  void nobodyGoesWithinThirtySecondsOrWhileBlocksAreOnTheirWay() {
    blocks();
    FakePeer young = blocks().connectedAt(NOW - Trimming.AT_LEAST + 1);
    assertEquals(-1, blockRelay(1));
    young.connectedAt(NOW - Trimming.AT_LEAST);
    assertEquals(2, blockRelay(1));
    young.downloading(true);
    assertEquals(-1, blockRelay(1));

    peers.clear();
    full();
    young = full().connectedAt(NOW - Trimming.AT_LEAST);
    assertEquals(-1, fullRelay(1));
    young.connectedAt(NOW - Trimming.AT_LEAST - 1);
    assertEquals(2, fullRelay(1));
    young.downloading(true);
    assertEquals(-1, fullRelay(1));
  }

  @Test
  void whoAnnouncedLeastRecentlyGoesTheYoungerOfEquals() {
    full().lastAnnouncementAt(10);
    full().lastAnnouncementAt(5);
    full().lastAnnouncementAt(5);
    assertEquals(3, fullRelay(2));
    peers.get(2).chainSpared(true);
    assertEquals(2, fullRelay(2));
    peers.get(0).lastAnnouncementAt(-1);
    assertEquals(1, fullRelay(2));
  }

  @Test
  void theOnlyPeerOfItsNetworkStaysAndAManualOneCountsBesideIt() {
    full().lastAnnouncementAt(10);
    full().lastAnnouncementAt(10);
    full().lastAnnouncementAt(1).network(NetworkClass.ONION);
    assertEquals(2, fullRelay(2));
    peer(ConnectionType.MANUAL).network(NetworkClass.ONION);
    assertEquals(3, fullRelay(2));
  }

  @Test
  void whoGreetsOrIsGoingIsNotCounted() {
    full();
    full().state(PeerState.AWAITING_VERACK);
    assertEquals(-1, fullRelay(1));
    peers.get(1).state(PeerState.ESTABLISHED);
    assertEquals(2, fullRelay(1));
    peers.get(1).closing(Optional.of(CloseReason.of(CloseReason.Code.OPERATOR)));
    assertEquals(-1, fullRelay(1));
  }

  @Test
  void whoIsSparedGoesLastWhenAnOperatorWantsFewer() {
    full().chainSpared(true).lastAnnouncementAt(1);
    full().downloading(true).connectedAt(NOW).lastAnnouncementAt(9);
    full().state(PeerState.AWAITING_VERSION).lastAnnouncementAt(10);
    for (long next : new long[] {2, 3, 1}) {
      ConnectionType type = ConnectionType.OUTBOUND_FULL_RELAY;
      PeerView gone = Trimming.atOnce(peers, type, 0).orElseThrow();
      assertEquals(next, gone.id());
      peers.remove(gone);
    }
    assertEquals(-1, id(Trimming.atOnce(peers, ConnectionType.OUTBOUND_FULL_RELAY, 0)));
  }

  /** As §10.5 tells it, step by step. */
  private Optional<? extends PeerView> naive(int wanted) {
    List<FakePeer> standing = new ArrayList<>(peers);
    standing.removeIf(each -> each.type() != ConnectionType.OUTBOUND_FULL_RELAY);
    if (standing.size() <= wanted) {
      return Optional.empty();
    }
    standing.sort(Comparator.comparingLong(PeerView::id).reversed());
    FakePeer worst = null;
    for (FakePeer each : standing) {
      int ofItsNetwork = 0;
      for (FakePeer other : peers) {
        boolean counts = other.type() != ConnectionType.BLOCK_RELAY_ONLY;
        ofItsNetwork += counts && other.network() == each.network() ? 1 : 0;
      }
      boolean better = worst == null || each.lastAnnouncementAt() < worst.lastAnnouncementAt();
      if (!each.chainSpared() && ofItsNetwork > 1 && better) {
        worst = each;
      }
    }
    boolean goes = worst != null && !worst.downloading();
    return goes ? Optional.of(worst) : Optional.empty();
  }

  @Test
  void thousandsOfCrowdsAreTrimmedAsANaiveModelDoes() {
    SplittableRandom random = new SplittableRandom(7);
    ConnectionType[] types = {
      ConnectionType.OUTBOUND_FULL_RELAY, ConnectionType.MANUAL, ConnectionType.BLOCK_RELAY_ONLY
    };
    NetworkClass[] networks = {NetworkClass.IPV4, NetworkClass.IPV6, NetworkClass.ONION};
    int gone = 0;
    for (int i = 0; i < 5_000; i++) {
      peers.clear();
      for (int size = random.nextInt(12); size > 0; size--) {
        peer(types[Math.max(0, random.nextInt(6) - 3)])
            .network(networks[Math.max(0, random.nextInt(6) - 3)])
            .lastAnnouncementAt(random.nextInt(4) - 1)
            .downloading(random.nextInt(5) == 0)
            .chainSpared(random.nextInt(4) == 0);
      }
      int wanted = random.nextInt(8);
      Optional<PeerView> chosen = Trimming.fullRelay(peers, wanted, NOW);
      assertEquals(naive(wanted).map(PeerView::id), chosen.map(PeerView::id));
      gone += chosen.isPresent() ? 1 : 0;
    }
    assertEquals(true, gone > 500, gone + " gone");
  }
}
