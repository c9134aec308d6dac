package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.AddrV2;
import org.patchbay.wire.message.GetAddr;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Version;

class AddressExchangeTest {
  private static final NetworkAddress NOWHERE =
      NetworkAddress.of(NetworkAddress.IPV6, new byte[16], 0);

  private final VirtualLoop loop = new VirtualLoop(1);
  private final long now = loop.wallTime().getEpochSecond();
  private final FakeBook book = new FakeBook();
  private final AddressProtocol protocol = new AddressProtocol(book);
  private long nextId = 1;

  private FakeSession attach(FakePeer peer) {
    FakeSession session = new FakeSession(loop, peer.id(nextId++));
    protocol.attach(session);
    return session;
  }

  private static FakePeer inbound() {
    return FakePeer.inbound().established();
  }

  private static AddressEntry ipv4(int i) {
    byte[] ip = {9, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
    return entry(NetworkAddress.of(NetworkAddress.IPV4, ip, 8333));
  }

  private static AddressEntry onion(int i) {
    byte[] key = new byte[32];
    key[0] = (byte) i;
    return entry(NetworkAddress.of(NetworkAddress.TOR_V3, key, 8333));
  }

  private static AddressEntry entry(NetworkAddress address) {
    return new AddressEntry(1_767_225_600L, 9, address);
  }

  private static List<AddressEntry> many(int count) {
    List<AddressEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(ipv4(i));
    }
    return entries;
  }

  private static Version version() {
    return new Version(70016, 9, 1, 0, NOWHERE, 9, NOWHERE, 77, "/Other:1/", 5, true);
  }

  @Test
  void getaddrFollowsOurVerackWhicheverProtocolHearsOfTheVersionFirst() {
    for (boolean handshakeFirst : new boolean[] {true, false}) {
      FakeSession session = new FakeSession(loop, FakePeer.outbound());
      if (handshakeFirst) {
        new HandshakeProtocol(null).attach(session);
      }
      protocol.attach(session);
      if (!handshakeFirst) {
        new HandshakeProtocol(null).attach(session);
      }
      session.deliver(version());
      loop.runDue();
      assertEquals(
          List.of("version", "wtxidrelay", "sendaddrv2", "verack", "getaddr"),
          session.sent().stream().map(Message::command).toList());
    }
  }

  @Test
  void getaddrIsNotRepeated() {
    FakeSession session = attach(FakePeer.outbound().established());
    session.deliver(version());
    loop.runDue();
    assertEquals(List.of(), session.sent());
  }

  @Test
  void oneThousandAnswersToGetaddrAreTakenAndFewOthers() {
    FakeSession session = attach(FakePeer.outbound());
    session.deliver(version());
    loop.runDue();
    session.peer().state(PeerState.ESTABLISHED);
    session.deliver(new Addr(many(1000)));
    assertEquals(1000, book.added.size());
    assertEquals(7_200, book.penalty);
    assertEquals(session.peer().address(), book.sources.get(0));
    assertEquals(List.of(Fact.useful(Fact.Useful.Kind.ADDRESSES, 1000)), session.reports());
    session.deliver(new AddrV2(many(1000)));
    assertEquals(1001, book.added.size());
  }

  @Test
  void unaskedAddressesAreTakenAtOneInTenSeconds() {
    FakeSession session = attach(inbound());
    session.deliver(new Addr(many(10)));
    assertEquals(1, book.added.size());
    loop.advance(Duration.ofNanos(9_999_999_999L));
    session.deliver(new Addr(many(10)));
    assertEquals(1, book.added.size());
    loop.advance(Duration.ofSeconds(1));
    session.deliver(new Addr(many(10)));
    assertEquals(2, book.added.size());
    loop.advance(Duration.ofDays(2));
    session.deliver(new Addr(many(1000)));
    session.deliver(new Addr(many(1000)));
    assertEquals(1002, book.added.size());
  }

  @Test
  void thePermissionAddrLiftsTheLimit() {
    FakeSession session = attach(inbound().permissions(Set.of(Permission.ADDR)));
    session.deliver(new Addr(many(1000)));
    assertEquals(1000, book.added.size());
  }

  @Test
  void whatIsImplausibleGetsATimeFiveDaysAgoAndTheUselessIsSkipped() {
    FakeSession session = attach(inbound().permissions(Set.of(Permission.ADDR)));
    NetworkAddress address = ipv4(1).address();
    session.deliver(
        new Addr(
            List.of(
                new AddressEntry(100_000_000, 1, address),
                new AddressEntry(now + 601, 0x400, address),
                new AddressEntry(now + 600, 1, address),
                new AddressEntry(now, 0x800, address))));
    assertEquals(
        List.of(now - 432_000, now - 432_000, now + 600),
        book.added.stream().map(AddressEntry::time).toList());
  }

  @Test
  void whoIsBannedIsNeitherStoredNorServed() {
    FakeSession session = attach(inbound().permissions(Set.of(Permission.ADDR)));
    NetworkAddress banned = ipv4(1).address();
    session.shun(banned);
    session.deliver(new Addr(List.of(new AddressEntry(now, 1, banned), ipv4(2))));
    assertEquals(List.of(ipv4(2).address()), addresses(book.added));

    book.sample = List.of(ipv4(1), ipv4(3));
    session.deliver(GetAddr.INSTANCE);
    loop.advance(Duration.ofMinutes(30));
    List<AddressEntry> served = new ArrayList<>();
    session.sent(Addr.class).forEach(message -> served.addAll(message.entries()));
    session.sent(AddrV2.class).forEach(message -> served.addAll(message.entries()));
    assertEquals(List.of(ipv4(3).address()), addresses(served));
  }

  private static List<NetworkAddress> addresses(List<AddressEntry> entries) {
    return entries.stream().map(AddressEntry::address).toList();
  }

  @Test
  void whatWeCannotReachIsNotStored() {
    FakeSession session = attach(inbound().permissions(Set.of(Permission.ADDR)));
    session.deliver(new AddrV2(List.of(onion(1), ipv4(1))));
    assertEquals(List.of(ipv4(1)), book.added);
  }

  @Test
  void nothingCountsBeforeTheHandshakeIsDone() {
    FakeSession session = attach(FakePeer.inbound());
    session.deliver(new Addr(many(1)), GetAddr.INSTANCE);
    loop.advance(Duration.ofHours(1));
    assertEquals(List.of(), book.added);
    assertEquals(0, book.samples);
    assertEquals(List.of(), session.sent());
  }

  @Test
  void getaddrIsAnsweredOnceAndOnlyToWhoDialledUs() {
    book.sample = many(3);
    FakeSession session = attach(inbound());
    session.deliver(GetAddr.INSTANCE, GetAddr.INSTANCE);
    loop.advance(Duration.ofMinutes(30));
    assertEquals(List.of(new AddrV2(many(3))), session.sent());
    session.deliver(GetAddr.INSTANCE);
    FakeSession chosen = attach(FakePeer.outbound().established());
    chosen.deliver(GetAddr.INSTANCE);
    PeerView.MessageCount one = new PeerView.MessageCount(1, 24, 0);
    FakeSession back = attach(inbound().received(Map.of("getaddr", one)));
    back.deliver(GetAddr.INSTANCE);
    loop.advance(Duration.ofMinutes(30));
    assertEquals(1, session.sent().size());
    assertEquals(List.of(), chosen.sent());
    assertEquals(List.of(), back.sent());
  }

  @Test
  void whoAsksFirstIsAnsweredAtOnceAndWhoTalkedBeforeLater() {
    book.sample = many(3);
    FakeSession asking = attach(inbound());
    asking.deliver(GetAddr.INSTANCE);
    assertEquals(List.of(new AddrV2(many(3))), asking.sent());
    FakeSession talking = attach(inbound());
    talking.deliver(new Addr(List.of()), GetAddr.INSTANCE);
    assertEquals(List.of(), talking.sent());
    loop.advance(Duration.ofMinutes(30));
    assertEquals(List.of(new AddrV2(many(3))), talking.sent());
  }

  @Test
  void whoDoesNotKnowAddrv2GetsWhatAddrCanSay() {
    book.sample = List.of(onion(1), ipv4(1));
    FakeSession session = attach(inbound().features(Set.of()));
    session.deliver(GetAddr.INSTANCE);
    loop.advance(Duration.ofMinutes(30));
    assertEquals(List.of(new Addr(List.of(ipv4(1)))), session.sent());
  }

  @Test
  void theAnswerStaysTheSameForADay() {
    book.sample = many(3);
    for (int i = 0; i < 5; i++) {
      attach(inbound()).deliver(GetAddr.INSTANCE);
    }
    assertEquals(1, book.samples);
    loop.advance(Duration.ofHours(21).minusNanos(1));
    attach(inbound()).deliver(GetAddr.INSTANCE);
    assertEquals(1, book.samples);
    attach(inbound().network(NetworkClass.ONION)).deliver(GetAddr.INSTANCE);
    assertEquals(2, book.samples);
    attach(inbound().permissions(Set.of(Permission.ADDR))).deliver(GetAddr.INSTANCE);
    assertEquals(3, book.samples);
    loop.advance(Duration.ofHours(6));
    attach(inbound()).deliver(GetAddr.INSTANCE);
    assertEquals(4, book.samples);
  }

  @Test
  void aFreshAddressIsPassedOnToTwo() {
    List<FakeSession> others = neighbours(10);
    FakeSession origin = attach(inbound().permissions(Set.of(Permission.ADDR)));
    AddressEntry fresh = new AddressEntry(now, 9, ipv4(1).address());
    origin.deliver(new Addr(List.of(fresh)));
    loop.advance(Duration.ofMinutes(30));
    assertEquals(2, others.stream().filter(o -> o.sent(AddrV2.class).size() == 1).count());
    assertEquals(List.of(), origin.sent());
    List<FakeSession> chosen =
        others.stream().filter(session -> !session.sent().isEmpty()).toList();

    AddressEntry again = new AddressEntry(now + 1_800, 9, fresh.address());
    origin.deliver(new Addr(List.of(again)));
    loop.advance(Duration.ofMinutes(30));
    assertEquals(2, others.stream().filter(o -> o.sent().size() == 1).count());
    assertTrue(chosen.stream().allMatch(session -> session.sent().size() == 1));
  }

  private List<FakeSession> neighbours(int count) {
    List<FakeSession> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FakeSession session = attach(inbound());
      session.deliver(new Addr(List.of()));
      sessions.add(session);
    }
    return sessions;
  }

  @Test
  void oldManyAskedForAndUnroutableAddressesAreNotPassedOn() {
    List<FakeSession> others = neighbours(5);
    FakeSession origin = attach(inbound().permissions(Set.of(Permission.ADDR)));
    origin.deliver(new Addr(List.of(new AddressEntry(now - 600, 9, ipv4(1).address()))));
    origin.deliver(new Addr(many(11)));
    origin.deliver(
        new Addr(List.of(new AddressEntry(now, 9, NetworkAddress.parse("10.0.0.1:8333")))));
    FakeSession chosen = attach(FakePeer.outbound());
    chosen.deliver(version());
    loop.runDue();
    chosen.peer().state(PeerState.ESTABLISHED);
    chosen.deliver(new Addr(List.of(new AddressEntry(now, 9, ipv4(2).address()))));
    loop.advance(Duration.ofHours(1));
    others.forEach(session -> assertEquals(List.of(), session.sent()));
  }

  @Test
  void aPeerThatNeverSpokeOfAddressesIsToldNone() {
    List<FakeSession> silent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      silent.add(attach(inbound()));
    }
    FakeSession origin = attach(inbound());
    origin.deliver(new Addr(List.of(new AddressEntry(now, 9, ipv4(1).address()))));
    loop.advance(Duration.ofHours(1));
    silent.forEach(session -> assertEquals(List.of(), session.sent()));
  }

  @Test
  void addressesOfOtherNetworksGoToOneOrTwoWhoUnderstandThem() {
    List<FakeSession> others = neighbours(4);
    FakeSession old = attach(inbound().features(Set.of()));
    old.deliver(new Addr(List.of()));
    FakeSession origin = attach(inbound().permissions(Set.of(Permission.ADDR)));
    int ones = 0;
    int twos = 0;
    for (int i = 0; i < 40; i++) {
      AddressEntry fresh =
          new AddressEntry(loop.wallTime().getEpochSecond(), 9, onion(i).address());
      origin.deliver(new AddrV2(List.of(fresh)));
      loop.advance(Duration.ofMinutes(30));
      int told = others.stream().mapToInt(session -> session.takeSent().size()).sum();
      ones += told == 1 ? 1 : 0;
      twos += told == 2 ? 1 : 0;
    }
    assertEquals(40, ones + twos);
    assertTrue(ones > 5 && twos > 5, ones + " and " + twos);
    assertEquals(List.of(), old.sent());
  }

  @Test
  void addrFetchEndsWithMoreThanOneAddressOrAfterFiveMinutes() {
    FakeSession done = attach(FakePeer.outbound().established().type(ConnectionType.ADDR_FETCH));
    done.deliver(new Addr(many(1)));
    assertEquals(Optional.empty(), done.closed());
    done.deliver(new Addr(many(2)));
    assertEquals(CloseReason.Code.PURPOSE_FULFILLED, done.closed().orElseThrow().code());
    FakeSession silent = attach(FakePeer.outbound().type(ConnectionType.ADDR_FETCH));
    loop.advance(Duration.ofMinutes(5).minusNanos(1));
    assertEquals(Optional.empty(), silent.closed());
    loop.advance(Duration.ofNanos(1));
    assertEquals(CloseReason.Code.PURPOSE_FULFILLED, silent.closed().orElseThrow().code());
  }

  @Test
  void notSpokenWhereAddressesWouldTellWhoWeAre() {
    assertFalse(protocol.appliesTo(FakePeer.outbound().type(ConnectionType.BLOCK_RELAY_ONLY)));
    assertFalse(protocol.appliesTo(FakePeer.outbound().type(ConnectionType.FEELER)));
    assertTrue(protocol.appliesTo(FakePeer.inbound()));
  }

  @Test
  void theChoiceOfNeighboursTurnsWithTheDay() {
    AddressRelay relay = new AddressRelay(() -> Set.of(NetworkClass.IPV4));
    relay.seed(loop.random());
    List<Long> told = new ArrayList<>();
    for (long id = 1; id <= 50; id++) {
      relay.join(new Recorder(id, told));
    }
    List<List<Long>> days = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      relay.relay(ipv4(1), null, now + day * 86_400L);
      days.add(List.copyOf(told));
      told.clear();
    }
    assertNotEquals(days.get(0), days.get(1));
    assertNotEquals(days.get(1), days.get(2));
    assertEquals(2, days.get(0).size());
  }

  @Test
  void everyNeighbourHasItsShareOfTheAddresses() {
    AddressRelay relay = new AddressRelay(() -> Set.of(NetworkClass.IPV4));
    relay.seed(loop.random());
    List<Long> told = new ArrayList<>();
    List<Recorder> all = new ArrayList<>();
    for (long id = 1; id <= 60; id++) {
      all.add(new Recorder(id, told));
      relay.join(all.get(all.size() - 1));
    }
    all.subList(0, 10).forEach(relay::leave);
    for (int address = 1; address <= 2_500; address++) {
      relay.relay(ipv4(address), all.get(10), now);
    }
    assertEquals(5_000, told.size(), "each address to two");
    Map<Long, Long> shares =
        told.stream().collect(Collectors.groupingBy(each -> each, Collectors.counting()));
    assertEquals(49, shares.size(), "not who left, and not who told it: " + shares);
    for (long share : shares.values()) {
      assertEquals(5_000 / 49, share, 55, "within five and a half deviations: " + shares);
    }
  }

  private record Recorder(long id, List<Long> told) implements AddressRelay.Neighbour {
    @Override
    public boolean takes(NetworkAddress address) {
      return true;
    }

    @Override
    public void queue(AddressEntry entry) {
      told.add(id);
    }
  }
}
