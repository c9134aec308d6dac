package org.patchbay.eviction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakeLedger;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.EvictionContract;
import org.patchbay.sim.contract.RandomPeers;
import org.patchbay.wire.NetworkAddress;

class DiverseEvictionTest extends EvictionContract {
  private static final long NOW = 1_000_000_000_000_000L;

  private final EvictionPolicy policy = new DiverseEviction();

  @Override
  protected EvictionPolicy policy() {
    return new DiverseEviction();
  }

  @Test
  void itIsOneOfThoseTheNaiveModelLeaves() {
    RandomPeers random = new RandomPeers(7);
    for (int round = 0; round < 5_000; round++) {
      List<PeerView> candidates = List.copyOf(random.population(round % 120, NOW));
      List<PeerView> free = NaiveEviction.survivors(candidates);
      assertEquals(free.isEmpty(), policy.evict(candidates, NOW).isEmpty());
      policy.evict(candidates, NOW).ifPresent(peer -> assertTrue(free.contains(peer)));
    }
  }

  @Test
  void theMostCrowdedSystemThenGroupThenHost() {
    List<FakePeer> peers = crowd();
    assertSame(peers.get(99), evicted(peers));
    peers.get(98).autonomousSystem(7);
    peers.get(70).autonomousSystem(7);
    assertSame(peers.get(98), evicted(peers));
    peers.get(71).autonomousSystem(7).address(at("9.9.0.1"));
    peers.get(72).autonomousSystem(7).address(at("9.9.0.2"));
    assertSame(peers.get(72), evicted(peers));
    peers.get(71).peersAtHost(2);
    assertSame(peers.get(71), evicted(peers));
  }

  @Test
  void ofEqualsTheLeastUsefulThenTheYoungestGoes() {
    List<FakePeer> peers = crowd();
    peers.forEach(peer -> peer.ledger(new FakeLedger().usefulMessages(5)));
    assertSame(peers.get(99), evicted(peers));
    peers.get(80).ledger(new FakeLedger().usefulMessages(4));
    assertSame(peers.get(80), evicted(peers));
  }

  @Test
  void whoIsProtectedStillMakesItsSystemLarge() {
    List<FakePeer> peers = crowd();
    for (int id = 0; id < 30; id++) {
      peers.get(id).autonomousSystem(7); // the oldest, whom time keeps
    }
    peers.get(70).autonomousSystem(7);
    peers.get(98).autonomousSystem(8);
    peers.get(99).autonomousSystem(8);
    assertSame(peers.get(70), evicted(peers));
  }

  /** Forty connections from one data centre with forty ranges, and honest peers of many systems. */
  @Test
  void manyRangesOfOneSystemHelpNobody() {
    List<FakePeer> peers = crowd();
    for (int id = 60; id < 100; id++) {
      peers.get(id).autonomousSystem(id % 2 == 0 ? 666 : 1_000 + id);
    }
    for (int gone = 0; gone < 12; gone++) {
      PeerView chosen = evicted(peers);
      assertEquals(666, chosen.autonomousSystem());
      peers.remove(chosen);
    }
  }

  @Test
  void withoutAMapGroupsStandForSystems() {
    List<FakePeer> peers = crowd();
    peers.get(70).keyedNetGroup(5);
    peers.get(71).keyedNetGroup(5);
    peers.get(71).address(at("9.9.0.1"));
    peers.get(70).address(at("9.9.0.2"));
    assertSame(peers.get(71), evicted(peers));
  }

  @Test
  void noCrowdDefeatsAProtectionSet() {
    List<FakePeer> peers = crowd();
    for (int id = 0; id < 50; id++) {
      peers.get(id).autonomousSystem(7).minPing(id < 8 ? 1 : -1);
    }
    PeerView chosen = evicted(peers);
    assertTrue(NaiveEviction.survivors(List.copyOf(peers)).contains(chosen));
    assertSame(peers.get(99), chosen);
  }

  private static NetworkAddress at(String host) {
    return NetworkAddress.parse(host + ":8333");
  }

  /**
   * A hundred peers, each of a group of its own and of no known system, the oldest first; time
   * keeps the first half, and of the groups those with the highest keys are kept.
   */
  private static List<FakePeer> crowd() {
    List<FakePeer> peers = new ArrayList<>();
    for (int id = 0; id < 100; id++) {
      peers.add(
          FakePeer.inbound()
              .established()
              .id(id)
              .keyedNetGroup(1_000 - id)
              .address(at("8." + id + ".0.1"))
              .connectedAt(id));
    }
    return peers;
  }

  private PeerView evicted(List<FakePeer> peers) {
    return policy.evict(List.copyOf(peers), NOW).orElseThrow();
  }

  @Test
  void ofOutboundPeersTooManyOneOfTheMostCrowdedSystemGoes() {
    FakePeer alone = FakePeer.outbound().established().id(9).autonomousSystem(64_496);
    FakePeer first = FakePeer.outbound().established().id(1).autonomousSystem(64_497);
    FakePeer second = FakePeer.outbound().established().id(2).autonomousSystem(64_497);
    assertEquals(Optional.of(second), policy().trim(List.of(alone, first, second), 0));
  }
}
