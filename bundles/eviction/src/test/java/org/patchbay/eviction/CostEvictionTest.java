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

class CostEvictionTest extends EvictionContract {
  private static final long NOW = 1_000_000_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final long HOUR = 3_600_000_000_000L;

  private final EvictionPolicy policy = new CostEviction();

  @Override
  protected EvictionPolicy policy() {
    return new CostEviction();
  }

  @Test
  void itIsOneOfThoseTheNaiveModelLeaves() {
    RandomPeers random = new RandomPeers(6);
    for (int round = 0; round < 5_000; round++) {
      List<PeerView> candidates = List.copyOf(random.population(round % 120, NOW));
      List<PeerView> free = NaiveEviction.survivors(candidates);
      assertEquals(free.isEmpty(), policy.evict(candidates, NOW).isEmpty());
      policy.evict(candidates, NOW).ifPresent(peer -> assertTrue(free.contains(peer)));
    }
  }

  @Test
  void whoGaveNothingGoesFirstHoweverLittleItCosts() {
    List<FakePeer> peers = crowd();
    peers.forEach(peer -> gave(peer, 300, 200));
    peers.get(70).ledger(new FakeLedger()).processingTime(0);
    assertSame(peers.get(70), evicted(peers));
    peers.get(80).ledger(new FakeLedger()).processingTime(0);
    assertSame(peers.get(80), evicted(peers), "the younger one");
    peers.get(80).ledger(new FakeLedger().firstBlocks(1));
    assertSame(peers.get(70), evicted(peers));
  }

  @Test
  void addressesAreWorthNothing() {
    List<FakePeer> peers = crowd();
    peers.forEach(peer -> gave(peer, 300, 200));
    peers.get(70).ledger(new FakeLedger().usefulMessages(1_000));
    assertSame(peers.get(70), evicted(peers));
  }

  @Test
  void ofThoseWhoGaveNothingGoesWhoIsFloodingUs() {
    List<FakePeer> peers = crowd();
    peers.forEach(peer -> peer.bytesIn(1_000_000).keyedNetGroup(peer.id()));
    assertSame(peers.get(95), evicted(peers), "the youngest whose group is not kept");
    peers.get(80).bytesIn(1_900_000);
    assertSame(peers.get(95), evicted(peers), "not twice the median");
    peers.get(80).bytesOut(200_000);
    assertSame(peers.get(80), evicted(peers));
    peers.get(90).ledger(new FakeLedger().ioTime(20 * MILLI));
    assertSame(peers.get(90), evicted(peers));
  }

  /** An honest newcomer is told what is new, and costs more than who sits still. */
  @Test
  void whoSitsStillGoesBeforeAnHonestNewcomerWhereHeHasManyConnectionsOfOneGroup() {
    List<FakePeer> peers = crowd();
    for (FakePeer peer : peers) {
      boolean attacker = peer.id() >= 64 && peer.id() % 2 == 0;
      peer.keyedNetGroup(attacker ? -1 : peer.id()).bytesIn(attacker ? 300 : 1_500);
    }
    for (int gone = 0; gone < 10; gone++) {
      PeerView chosen = evicted(peers);
      assertEquals(-1, chosen.keyedNetGroup(), "an honest peer went");
      peers.remove(chosen);
    }
  }

  @Test
  void ofTheUsefulTheDearestGoes() {
    List<FakePeer> peers = crowd();
    peers.forEach(peer -> gave(peer, 300, 200));
    gave(peers.get(75), 300, 201);
    assertSame(peers.get(75), evicted(peers));
    gave(peers.get(76), 3_000, 40_000);
    assertSame(peers.get(76), evicted(peers));
    peers.get(76).ledger(new FakeLedger().transactions(3_000).blocks(100));
    assertSame(peers.get(75), evicted(peers));
  }

  /** Slots are taken by connections that give a few transactions and then sit still. */
  @Test
  void sittersWithAFewTransactionsGoBeforeHonestPeers() {
    List<FakePeer> peers = crowd();
    for (FakePeer peer : peers) {
      boolean attacker = peer.id() % 2 == 0;
      gave(peer, attacker ? 20 : 180, attacker ? 5 : 1_260);
    }
    for (int gone = 0; gone < 10; gone++) {
      PeerView chosen = evicted(peers);
      assertEquals(0, chosen.id() % 2, "an honest peer went");
      peers.remove(chosen);
    }
  }

  @Test
  void noCostDefeatsAProtectionSet() {
    List<FakePeer> peers = crowd();
    gave(peers.get(85), 0, 1_000_000).minPing(1);
    assertSame(peers.get(99), evicted(peers));
  }

  private static FakePeer gave(FakePeer peer, long messages, long millis) {
    return peer.ledger(new FakeLedger().transactions(messages)).processingTime(millis * MILLI);
  }

  /** A hundred peers alike, the oldest first, of which the last thirty-six are free. */
  private static List<FakePeer> crowd() {
    List<FakePeer> peers = new ArrayList<>();
    for (int id = 0; id < 100; id++) {
      peers.add(FakePeer.inbound().established().id(id).connectedAt(NOW - HOUR + id));
    }
    return peers;
  }

  private PeerView evicted(List<FakePeer> peers) {
    return policy.evict(List.copyOf(peers), NOW).orElseThrow();
  }

  @Test
  void ofOutboundPeersTooManyTheLeastYieldGoes() {
    FakePeer useful =
        FakePeer.outbound().established().id(1).ledger(new FakeLedger().transactions(9_000));
    FakePeer idle = FakePeer.outbound().established().id(2);
    assertEquals(Optional.of(idle), policy().trim(List.of(useful, idle), 0));
  }
}
