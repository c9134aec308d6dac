package org.patchbay.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.engine.plan.NextOpening.Circumstances;
import org.patchbay.engine.plan.Outbounds.Outbound;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

class NextOpeningTest {
  private static final Slots SLOTS = new Slots(8, 2, 114);
  private static final Set<NetworkClass> REACHABLE = Set.of(NetworkClass.IPV4, NetworkClass.IPV6);
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final NextOpening next = new NextOpening(new SplittableRandom(1), 0);
  private Set<NetworkClass> known = Set.of(NetworkClass.IPV4);
  private boolean anchors;
  private boolean another;
  private boolean synced;

  static Outbounds outbounds(int fullRelay, int blockRelay, ConnectionType... others) {
    List<Outbound> all = new ArrayList<>();
    for (int i = 0; i < fullRelay; i++) {
      all.add(new Outbound(ConnectionType.OUTBOUND_FULL_RELAY, address(i)));
    }
    for (int i = 0; i < blockRelay; i++) {
      all.add(new Outbound(ConnectionType.BLOCK_RELAY_ONLY, address(100 + i)));
    }
    for (ConnectionType type : others) {
      all.add(new Outbound(type, address(200)));
    }
    return new Outbounds(all, NetGroup::of);
  }

  static NetworkAddress address(int i) {
    return NetworkAddress.parse("11." + i + ".0.1:8333");
  }

  private Optional<Opening> choose(Outbounds outbounds, Slots slots, long now) {
    Circumstances node = new Circumstances(anchors, another, synced, REACHABLE, known::contains);
    return next.choose(outbounds, slots, node, now);
  }

  private Purpose purpose(Outbounds outbounds, long now) {
    return choose(outbounds, SLOTS, now).map(Opening::purpose).orElse(null);
  }

  @Test
  void anchorsComeFirstThenFullRelayThenBlockRelay() {
    anchors = true;
    assertEquals(Purpose.ANCHOR, purpose(outbounds(0, 0), 0));
    assertEquals(Purpose.FULL_RELAY, purpose(outbounds(0, 2), 0), "no slot for an anchor");
    anchors = false;
    assertEquals(Purpose.FULL_RELAY, purpose(outbounds(7, 0), 0));
    assertEquals(Purpose.BLOCK_RELAY, purpose(outbounds(8, 1), 0));
    assertEquals(null, purpose(outbounds(8, 2), 0));
  }

  @Test
  void oneBeyondTheWantedPeersAtATime() {
    another = true;
    assertEquals(Purpose.ANOTHER, purpose(outbounds(8, 2), 0));
    assertEquals(null, purpose(outbounds(9, 2), HOUR));
    assertEquals(null, purpose(outbounds(8, 2, ConnectionType.FEELER), HOUR));
    assertEquals(null, purpose(outbounds(8, 2, ConnectionType.ADDR_FETCH), HOUR));
    assertEquals(Purpose.ANOTHER, purpose(outbounds(8, 2, ConnectionType.MANUAL), HOUR));
  }

  @Test
  void aDueTimerIsUsedUpByItsOpeningAndRotationWaitsForTheFirstSync() {
    assertEquals(Purpose.FEELER, purpose(outbounds(8, 2), HOUR));
    assertEquals(null, purpose(outbounds(8, 2), HOUR));
    synced = true;
    assertEquals(Purpose.ROTATION, purpose(outbounds(8, 2), HOUR));
    assertEquals(null, purpose(outbounds(8, 2), HOUR));
  }

  @Test
  void feelersComeEveryTwoMinutesInTheMeanAndAtNoFixedTimes() {
    List<Long> waits = new ArrayList<>();
    long last = 0;
    Outbounds all = outbounds(8, 2);
    for (long now = 0; now < 300 * HOUR; now += Duration.ofSeconds(1).toNanos()) {
      if (purpose(all, now) == Purpose.FEELER) {
        waits.add((now - last) / 1_000_000_000L);
        last = now;
      }
    }
    double mean = waits.stream().mapToLong(each -> each).average().orElseThrow();
    assertTrue(mean > 115 && mean < 125, "mean " + mean);
    Collections.sort(waits);
    double median = waits.get(waits.size() / 2);
    assertTrue(Math.abs(median / mean - Math.log(2)) < 0.03, "median " + median);
  }

  @Test
  void aNetworkWithoutAPeerGetsOneWhereItIsReachedAndKnown() {
    known = Set.of(NetworkClass.IPV4, NetworkClass.IPV6, NetworkClass.ONION);
    assertEquals(Purpose.FEELER, purpose(outbounds(8, 2), HOUR));
    assertEquals(
        Optional.of(new Opening(Purpose.NETWORK, Set.of(NetworkClass.IPV6))),
        choose(outbounds(8, 2), SLOTS, HOUR));
    assertEquals(null, purpose(outbounds(8, 2), HOUR), "the timer begins anew");
  }

  @Test
  void withoutSuchANetworkItsTimerStaysDueAndWithOtherSlotsItIsNotUsed() {
    assertEquals(Purpose.FEELER, purpose(outbounds(8, 2), HOUR));
    assertEquals(null, purpose(outbounds(8, 2), HOUR));
    known = Set.of(NetworkClass.IPV6);
    Slots nine = new Slots(9, 2, 114);
    assertEquals(Optional.empty(), choose(outbounds(9, 2), nine, HOUR));
    assertEquals(Purpose.NETWORK, purpose(outbounds(8, 2), HOUR));
  }

  @Test
  void noSlotsNoConnections() {
    Slots none = new Slots(0, 0, 0);
    assertEquals(Optional.empty(), choose(outbounds(0, 0), none, 0));
    assertEquals(
        Optional.of(Purpose.FEELER), choose(outbounds(0, 0), none, HOUR).map(Opening::purpose));
  }

  @Test
  void twoGroupsOrPrivacyNetworksAreOnline() {
    assertEquals(false, outbounds(1, 0, ConnectionType.FEELER).online(SLOTS));
    assertEquals(true, outbounds(1, 1).online(SLOTS));
    assertEquals(true, outbounds(1, 0, ConnectionType.MANUAL).online(SLOTS));
    NetworkAddress near = NetworkAddress.parse("11.0.200.9:8333");
    Outbound one = new Outbound(ConnectionType.MANUAL, near);
    Outbound two = new Outbound(ConnectionType.OUTBOUND_FULL_RELAY, address(0));
    assertEquals(false, new Outbounds(List.of(one, two), NetGroup::of).online(SLOTS));
    assertEquals(true, new Outbounds(List.of(one), NetGroup::of).online(new Slots(1, 0, 0)));
  }
}
