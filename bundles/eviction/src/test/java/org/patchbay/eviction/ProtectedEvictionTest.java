package org.patchbay.eviction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.EvictionContract;
import org.patchbay.sim.contract.RandomPeers;
import org.patchbay.wire.NetworkClass;

class ProtectedEvictionTest extends EvictionContract {
  private static final long NOW = 1_000_000_000_000_000L;

  private final EvictionPolicy policy = new ProtectedEviction();
  private final RandomPeers peers = new RandomPeers(3);
  private final Random random = new Random(4);

  @Override
  protected EvictionPolicy policy() {
    return new ProtectedEviction();
  }

  @Test
  void agreesWithTheNaiveModel() {
    EvictionPolicy naive = new NaiveEviction();
    for (int round = 0; round < 100_000; round++) {
      List<PeerView> candidates = List.copyOf(peers.population(random.nextInt(80), NOW));
      assertEquals(naive.evict(candidates, NOW), policy.evict(candidates, NOW), "round " + round);
    }
  }

  @Test
  void nothingKeepsExactlyThoseWhomTheNaiveModelLeaves() {
    for (int round = 0; round < 5_000; round++) {
      List<PeerView> candidates = List.copyOf(peers.population(random.nextInt(80), NOW));
      List<String> kept = policy.explain(candidates, NOW);
      Set<PeerView> free = new HashSet<>();
      for (int i = 0; i < kept.size(); i++) {
        if (kept.get(i).isEmpty()) {
          free.add(candidates.get(i));
        }
      }
      assertEquals(Set.copyOf(NaiveEviction.survivors(candidates)), free, "round " + round);
    }
  }

  @Test
  void whatKeepsAPeerIsNamed() {
    List<FakePeer> crowd = new ArrayList<>();
    for (int id = 0; id < 100; id++) {
      crowd.add(FakePeer.inbound().established().id(id).connectedAt(id).relaysTransactions(true));
    }
    crowd.get(90).keyedNetGroup(-1);
    crowd.get(91).minPing(1);
    crowd.get(92).lastTransactionAt(NOW);
    crowd.get(93).lastBlockAt(NOW).relaysTransactions(false).hasWantedServices(true);
    crowd.get(94).lastBlockAt(NOW);
    crowd.get(95).network(NetworkClass.ONION);
    crowd.get(98).preferEvict(true);
    List<String> kept = policy.explain(List.copyOf(crowd), NOW);
    List<String> words = List.of("network group", "ping", "transactions", "blocks", "blocks");
    for (int i = 0; i < words.size(); i++) {
      assertTrue(kept.get(90 + i).startsWith(words.get(i) + ": "), kept.get(90 + i));
    }
    assertTrue(kept.get(95).startsWith("network: of rare ones"), kept.get(95));
    assertTrue(kept.get(30).startsWith("time: "), kept.get(30));
    assertEquals("others are marked to be evicted before it", kept.get(99));
    assertEquals("", kept.get(98));
  }

  @Test
  void twentyPeersAreAllProtectedAndTwentyNineAreNot() {
    for (int round = 0; round < 500; round++) {
      assertTrue(policy.evict(List.copyOf(peers.population(20, NOW)), NOW).isEmpty());
      assertTrue(policy.evict(List.copyOf(peers.population(29, NOW)), NOW).isPresent());
    }
  }

  @Test
  void theFourHighestNetGroupsAreKept() {
    neverEvicted(4, peer -> peer.keyedNetGroup(-1 - peer.id()));
  }

  @Test
  void theEightLowestPingsAreKept() {
    neverEvicted(8, peer -> peer.minPing(peer.id()));
  }

  @Test
  void anUnmeasuredPingIsTheWorst() {
    neverEvicted(8, peer -> peer.minPing(peer.id() < 8 ? Long.MAX_VALUE - 1 : -1));
  }

  @Test
  void theFourLatestSourcesOfTransactionsAreKept() {
    neverEvicted(4, peer -> peer.lastTransactionAt(NOW - peer.id()));
  }

  @Test
  void theEightLatestBlockSourcesWithoutTransactionsAreKept() {
    neverEvicted(
        8,
        peer ->
            peer.lastBlockAt(NOW - peer.id())
                .relaysTransactions(peer.id() >= 8)
                .hasWantedServices(peer.id() < 8));
  }

  @Test
  void theFourLatestBlockSourcesAreKept() {
    neverEvicted(4, peer -> peer.lastBlockAt(NOW - peer.id()));
  }

  @Test
  void theLongestConnectedHalfOfTheRestIsKept() {
    for (int round = 0; round < 300; round++) {
      List<FakePeer> same = alike(128);
      same.forEach(peer -> peer.connectedAt(NOW + peer.id()));
      long evicted = policy.evict(List.copyOf(same), NOW).orElseThrow().id();
      assertTrue(evicted >= 64, "evicted " + evicted);
    }
  }

  @Test
  void aMarkedPeerGoesFirstUnlessItIsProtected() {
    List<FakePeer> alike = alike(100);
    alike.get(50).preferEvict(true).connectedAt(NOW);
    alike.get(60).preferEvict(true).minPing(0);
    assertEquals(50, policy.evict(List.copyOf(alike), NOW).orElseThrow().id());
  }

  @Test
  void theLargestGroupLosesItsNewest() {
    List<FakePeer> alike = alike(100);
    // Older peers are protected first: those from 60 on survive.
    alike.forEach(peer -> peer.connectedAt(NOW + peer.id()).keyedNetGroup(peer.id()));
    for (int id = 70; id < 80; id++) {
      alike.get(id).keyedNetGroup(7);
    }
    assertEquals(79, policy.evict(List.copyOf(alike), NOW).orElseThrow().id());
  }

  @Test
  void ofEqualGroupsTheOneWithTheNewestPeerLosesIt() {
    List<FakePeer> alike = alike(100);
    alike.forEach(peer -> peer.connectedAt(NOW + peer.id()).keyedNetGroup(peer.id() % 2));
    assertEquals(99, policy.evict(List.copyOf(alike), NOW).orElseThrow().id());
  }

  /** Peers with ids from 0 that differ in nothing else. */
  private static List<FakePeer> alike(int size) {
    List<FakePeer> alike = new ArrayList<>();
    for (int id = 0; id < size; id++) {
      alike.add(FakePeer.inbound().established().id(id));
    }
    return alike;
  }

  private void neverEvicted(int count, Consumer<FakePeer> change) {
    Predicate<PeerView> isProtected = peer -> peer.id() < count;
    for (int size = 0; size < 200; size++) {
      List<FakePeer> population = peers.population(size, NOW);
      for (FakePeer peer : population) {
        peer.id(peer.id() - 1);
        change.accept(peer);
      }
      assertFalse(policy.evict(List.copyOf(population), NOW).filter(isProtected).isPresent());
    }
  }
}
