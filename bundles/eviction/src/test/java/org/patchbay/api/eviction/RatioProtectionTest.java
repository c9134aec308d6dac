package org.patchbay.api.eviction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** Twelve or twenty-four peers with ids from 0, the oldest first. */
class RatioProtectionTest {
  private static final NetworkAddress LOOPBACK = NetworkAddress.parse("127.0.0.1:50000");

  private final List<FakePeer> peers = new ArrayList<>();

  private void peers(int size) {
    for (int id = 0; id < size; id++) {
      peers.add(FakePeer.inbound().id(id).connectedAt(1_000 + id));
    }
  }

  private void of(NetworkClass network, int... ids) {
    for (int id : ids) {
      peers.get(id).network(network);
    }
  }

  private void loopback(int... ids) {
    for (int id : ids) {
      peers.get(id).address(LOOPBACK);
    }
  }

  private void assertProtected(int... ids) {
    Set<Long> kept = new TreeSet<>();
    peers.forEach(peer -> kept.add(peer.id()));
    RatioProtection.survivors(peers.stream().map(Candidate::new).toArray(Candidate[]::new))
        .forEach(each -> kept.remove(each.peer.id()));
    Set<Long> expected = new TreeSet<>();
    for (int id : ids) {
      expected.add((long) id);
    }
    assertEquals(expected, kept);
  }

  @Test
  void withoutRareNetworksTheOlderHalfIsKept() {
    peers(12);
    assertProtected(0, 1, 2, 3, 4, 5);
  }

  @Test
  void ofAnOddNumberTheSmallerHalfIsKept() {
    peers(7);
    assertProtected(0, 1, 2);
  }

  @Test
  void youngOnionPeersGetAQuarter() {
    peers(12);
    of(NetworkClass.ONION, 3, 8, 9, 10, 11);
    assertProtected(0, 1, 2, 3, 8, 9);
  }

  @Test
  void youngLoopbackPeersGetAQuarter() {
    peers(12);
    loopback(9, 10);
    assertProtected(0, 1, 2, 3, 9, 10);
  }

  @Test
  void twoNetworksShareAndTheSmallerGetsTheOddOne() {
    peers(12);
    of(NetworkClass.ONION, 6, 7, 8, 9);
    of(NetworkClass.I2P, 10, 11);
    // A share of 1 each; of the one place left the network with fewer candidates has the first go.
    assertProtected(0, 1, 2, 6, 10, 11);
  }

  @Test
  void whatOneNetworkCannotFillOthersMay() {
    peers(24);
    of(NetworkClass.CJDNS, 23);
    of(NetworkClass.ONION, 12, 13, 14, 15, 16, 17, 18);
    assertProtected(0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 23);
  }

  @Test
  void equalCountsAreServedInTheOrderCjdnsI2pLoopbackOnion() {
    peers(16);
    of(NetworkClass.ONION, 8, 9);
    loopback(10, 11);
    of(NetworkClass.I2P, 12, 13);
    of(NetworkClass.CJDNS, 14, 15);
    assertProtected(0, 1, 2, 3, 8, 10, 12, 14);
    peers.subList(12, 16).clear();
    peers.subList(8, 12).clear();
    peers.get(7).network(NetworkClass.CJDNS);
    peers.get(6).network(NetworkClass.I2P);
    peers.get(5).network(NetworkClass.ONION);
    // Eight peers: half is four, two places are for rare networks.
    assertProtected(0, 1, 6, 7);
  }

  @Test
  void aPeerThroughAnOnionBindCountsAsLoopbackToo() {
    peers(12);
    of(NetworkClass.ONION, 10, 11);
    loopback(10, 11);
    assertProtected(0, 1, 2, 3, 10, 11);
  }
}
