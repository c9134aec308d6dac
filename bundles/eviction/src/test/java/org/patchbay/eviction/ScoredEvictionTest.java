package org.patchbay.eviction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.EvictionContract;
import org.patchbay.sim.contract.RandomPeers;

class ScoredEvictionTest extends EvictionContract {
  private static final long NOW = 1_000_000_000_000_000L;

  private final EvictionPolicy policy = new ScoredEviction();
  private final RandomPeers random = new RandomPeers(5);

  @Override
  protected EvictionPolicy policy() {
    return new ScoredEviction();
  }

  @Test
  void takesTheWorstOfThoseTheNaiveModelLeaves() {
    for (int round = 0; round < 5_000; round++) {
      List<PeerView> candidates = List.copyOf(random.population(round % 120, NOW));
      PeerView worst = null;
      for (PeerView peer : NaiveEviction.survivors(candidates)) {
        worst = worst == null || worse(peer, worst) ? peer : worst;
      }
      assertEquals(Optional.ofNullable(worst), policy.evict(candidates, NOW), "round " + round);
    }
  }

  private static boolean worse(PeerView a, PeerView b) {
    if (a.misbehaviour() != b.misbehaviour()) {
      return a.misbehaviour() > b.misbehaviour();
    }
    if (Double.isNaN(a.score()) != Double.isNaN(b.score())) {
      return Double.isNaN(b.score());
    }
    if (!Double.isNaN(a.score()) && a.score() != b.score()) {
      return a.score() < b.score();
    }
    return a.connectedAt() == b.connectedAt() ? a.id() > b.id() : a.connectedAt() > b.connectedAt();
  }

  @Test
  void misbehaviourThenScoreThenAge() {
    List<FakePeer> peers = crowd();
    assertSame(peers.get(99), evicted(peers));
    peers.get(80).score(0.9);
    assertSame(peers.get(80), evicted(peers));
    peers.get(85).score(0.1);
    assertSame(peers.get(85), evicted(peers));
    peers.get(90).score(1).misbehaviour(1);
    assertSame(peers.get(90), evicted(peers));
  }

  @Test
  void theWorstScoreOfAllIsSafeWhileAProtectionSetKeepsThePeer() {
    List<FakePeer> peers = crowd();
    peers.get(85).score(0).misbehaviour(100).minPing(1);
    assertSame(peers.get(99), evicted(peers));
  }

  /** A hundred peers without a score, the oldest first, of which the last thirty-six are free. */
  private static List<FakePeer> crowd() {
    List<FakePeer> peers = new ArrayList<>();
    for (int id = 0; id < 100; id++) {
      peers.add(FakePeer.inbound().established().id(id).connectedAt(id));
    }
    return peers;
  }

  private PeerView evicted(List<FakePeer> peers) {
    return policy.evict(List.copyOf(peers), NOW).orElseThrow();
  }

  @Test
  void ofOutboundPeersTooManyTheLowestScoreGoes() {
    FakePeer low = FakePeer.outbound().established().id(1).score(0.1);
    FakePeer high = FakePeer.outbound().established().id(2).score(0.9);
    FakePeer unknown = FakePeer.outbound().established().id(3);
    assertEquals(Optional.of(low), policy().trim(List.of(high, unknown, low), 0));
    assertEquals(Optional.empty(), policy().trim(List.of(unknown), 0), "the rule decides");
  }
}
