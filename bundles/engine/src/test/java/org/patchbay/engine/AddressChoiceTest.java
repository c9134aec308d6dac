package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.local.LocalAddress;
import org.patchbay.api.local.LocalAddresses.Origin;
import org.patchbay.engine.AddressChoice.Side;
import org.patchbay.engine.OwnAddresses.Situation;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

class AddressChoiceTest {
  private static final int DRAWS = 8_000;
  private static final Situation DISCOVERING =
      new Situation(true, Set.of(), OptionalInt.empty(), false);
  private static final NetworkAddress TOR =
      NetworkAddress.of(NetworkAddress.TOR_V3, new byte[32], 8333);
  private static final NetworkAddress GARLIC =
      NetworkAddress.of(NetworkAddress.I2P, new byte[32], 0);
  private static final NetworkAddress V4 = at("9.1.2.3:8333");
  private static final NetworkAddress V6 = at("[2a00::1]:8333");
  private static final NetworkAddress PEER = at("20.1.2.3:50000");
  private static final NetworkAddress SEEN = at("9.9.9.9:1234");

  private final Random random = new Random(1);

  private static NetworkAddress at(String text) {
    return NetworkAddress.parse(text);
  }

  private static LocalAddress own(NetworkAddress address, int score) {
    return new LocalAddress(address, Origin.INTERFACE, score);
  }

  private static AddressChoice of(Situation situation, LocalAddress... own) {
    List<LocalAddress> bestFirst =
        Arrays.stream(own).sorted(Comparator.comparingInt(LocalAddress::score).reversed()).toList();
    return new AddressChoice(bestFirst, situation, 18444);
  }

  private static Side peer(NetworkAddress address, boolean inbound, NetworkAddress seen) {
    return new Side(address, address.networkClass(), inbound, Optional.ofNullable(seen));
  }

  private Optional<NetworkAddress> told(AddressChoice choice, NetworkAddress peer) {
    return choice.forPeer(peer(peer, true, null), random);
  }

  private long timesSeen(AddressChoice choice, Side peer, NetworkAddress expected) {
    long times = 0;
    for (int i = 0; i < DRAWS; i++) {
      times += choice.forPeer(peer, random).equals(Optional.of(expected)) ? 1 : 0;
    }
    return times;
  }

  @Test
  void reachabilityComesBeforeScore() {
    AddressChoice choice = of(DISCOVERING, own(V4, 100), own(V6, 1), own(at("9.1.2.4:1"), 3));
    assertEquals(Optional.of(V4), told(choice, PEER));
    assertEquals(Optional.of(V6), told(choice, at("[2a01::1]:1")));
  }

  @Test
  void privacyNetworksAreNeverCrossed() {
    AddressChoice choice = of(DISCOVERING, own(V4, 100), own(V6, 100), own(TOR, 1), own(GARLIC, 1));
    assertEquals(Optional.of(TOR), told(choice, NetworkAddress.of(4, onion(), 8333)));
    assertEquals(Optional.of(GARLIC), told(choice, NetworkAddress.of(5, onion(), 0)));
    assertEquals(Optional.of(V4), told(choice, PEER));
    assertEquals(Optional.of(V4), told(choice, at("127.0.0.1:1")));
    AddressChoice hidden = of(DISCOVERING, own(TOR, 100), own(GARLIC, 100));
    assertEquals(Optional.empty(), told(hidden, PEER));
    AddressChoice plain = of(DISCOVERING, own(V4, 100));
    assertEquals(Optional.empty(), told(plain, NetworkAddress.of(5, onion(), 0)));
  }

  /** Whoever comes in through Tor has the address of Tor itself. */
  @Test
  void throughAnOnionBindTheOnionAddressIsTold() {
    Side peer = new Side(at("127.0.0.1:40000"), NetworkClass.ONION, true, Optional.of(SEEN));
    assertEquals(Optional.of(TOR), of(DISCOVERING, own(V4, 9), own(TOR, 4)).forPeer(peer, random));
    assertEquals(Optional.empty(), of(DISCOVERING, own(V4, 9)).forPeer(peer, random));
  }

  @Test
  void aPeerOfAPrivacyNetworkCannotHaveUsTellAnAddressOfAnother() {
    Side peer = peer(NetworkAddress.of(4, onion(), 8333), false, SEEN);
    assertEquals(0, timesSeen(of(DISCOVERING, own(TOR, 4)), peer, SEEN.withPort(8333)));
    assertEquals(Optional.empty(), of(DISCOVERING).forPeer(peer, random));
  }

  @Test
  void whatThePeerSeesIsTakenAlwaysHalfTheTimeOrAnEighth() {
    Side inbound = peer(PEER, true, SEEN);
    assertEquals(DRAWS, timesSeen(of(DISCOVERING), inbound, SEEN));
    assertTrue(Math.abs(timesSeen(of(DISCOVERING, own(V4, 4)), inbound, SEEN) - DRAWS / 2) < 200);
    assertTrue(Math.abs(timesSeen(of(DISCOVERING, own(V4, 5)), inbound, SEEN) - DRAWS / 8) < 150);
  }

  @Test
  void anOutboundPeerTellsTheHostAlone() {
    Side outbound = peer(PEER, false, SEEN);
    assertEquals(Optional.of(SEEN.withPort(18444)), of(DISCOVERING).forPeer(outbound, random));
    assertTrue(timesSeen(of(DISCOVERING, own(V4, 1)), outbound, SEEN.withPort(8333)) > 0);
  }

  @Test
  void whatThePeerSeesMustBeWantedAndPossible() {
    Situation quiet = new Situation(false, Set.of(), OptionalInt.empty(), false);
    Situation other = new Situation(true, Set.of(NetworkClass.IPV6), OptionalInt.empty(), false);
    assertEquals(Optional.empty(), of(quiet).forPeer(peer(PEER, true, SEEN), random));
    assertEquals(Optional.empty(), of(other).forPeer(peer(PEER, true, SEEN), random));
    NetworkAddress home = at("192.168.1.1:8333");
    assertEquals(Optional.empty(), of(DISCOVERING).forPeer(peer(home, true, SEEN), random));
    assertEquals(Optional.empty(), of(DISCOVERING).forPeer(peer(PEER, true, home), random));
  }

  private static byte[] onion() {
    byte[] key = new byte[32];
    key[0] = 1;
    return key;
  }
}
