package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.AddrV2;
import org.patchbay.wire.message.GetAddr;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

class SelfAnnouncementTest {
  private static final NetworkAddress HERE = NetworkAddress.parse("9.1.2.3:8333");
  private static final NetworkAddress NOWHERE =
      NetworkAddress.of(NetworkAddress.IPV6, new byte[16], 0);

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeBook book = new FakeBook();
  private final AddressProtocol protocol = new AddressProtocol(book);
  private final AddressEntry now = entry();

  private AddressEntry entry() {
    long services = new FakeSession(loop).local().services();
    return new AddressEntry(loop.wallTime().getEpochSecond(), services, HERE);
  }

  private FakeSession attach(FakePeer peer) {
    FakeSession session = new FakeSession(loop, peer).reachedAt(HERE);
    protocol.attach(session);
    return session;
  }

  private static long told(FakeSession session) {
    return Stream.concat(
            session.sent(Addr.class).stream().map(Addr::entries),
            session.sent(AddrV2.class).stream().map(AddrV2::entries))
        .flatMap(List::stream)
        .filter(each -> each.address().equals(HERE))
        .count();
  }

  @Test
  void whoDialledUsIsToldOnceItSpeaksOfAddressesInAMessageOfItsOwn() {
    book.sample = List.of(new AddressEntry(1, 9, NetworkAddress.parse("9.9.9.9:1")));
    FakeSession session = attach(FakePeer.inbound().established());
    assertEquals(List.of(), session.sent());
    session.deliver(GetAddr.INSTANCE);
    assertEquals(List.of(new AddrV2(List.of(now)), new AddrV2(book.sample)), session.sent());
    loop.advance(Duration.ofMinutes(30));
    assertEquals(2, session.sent().size());
  }

  @Test
  void whomWeDialledIsToldAfterItsVerack() {
    FakeSession session = attach(FakePeer.outbound());
    session.deliver(new Version(70016, 9, 1, 0, NOWHERE, 9, NOWHERE, 77, "/Other:1/", 5, true));
    loop.runDue();
    assertEquals(List.of(GetAddr.INSTANCE), session.takeSent());
    session.peer().features(Set.of()).state(PeerState.ESTABLISHED);
    session.deliver(Verack.INSTANCE);
    loop.runDue();
    assertEquals(List.of(new Addr(List.of(now))), session.sent());
  }

  @Test
  void itIsRepeatedAboutOnceADayThoughThePeerKnowsIt() {
    FakeSession session = attach(FakePeer.outbound().established());
    session.deliver(new AddrV2(List.of(now)));
    assertEquals(1, told(session));
    loop.advance(Duration.ofDays(200));
    long times = told(session);
    assertTrue(times > 150 && times < 250, times + " times in 200 days");
  }

  @Test
  void nobodyIsToldBeforeTheChainIsCaughtUpWith() {
    FakeBlocks blocks = new FakeBlocks(null).initialDownload(true);
    protocol.bindBlocks(blocks);
    FakeSession session = attach(FakePeer.outbound().established());
    loop.advance(Duration.ofDays(3));
    assertEquals(List.of(), session.sent());
    blocks.initialDownload(false);
    loop.advance(SelfAnnouncement.LOOK);
    assertEquals(List.of(new AddrV2(List.of(entry()))), session.sent());
  }

  @Test
  void anAddressThatComesLaterIsToldWithinHalfAMinute() {
    FakeSession session = new FakeSession(loop, FakePeer.outbound().established());
    protocol.attach(session);
    loop.advance(Duration.ofMinutes(10));
    assertEquals(List.of(), session.sent());
    session.reachedAt(HERE);
    loop.advance(SelfAnnouncement.LOOK);
    assertEquals(1, told(session));
  }

  @Test
  void aConversationThatBeginsAnewDoesNotBeginWithOurAddressAgain() {
    PeerView.MessageCount one = new PeerView.MessageCount(1, 55, 0);
    FakeSession session = attach(FakePeer.outbound().established().sent(Map.of("addrv2", one)));
    loop.advance(Duration.ofSeconds(60));
    assertEquals(0, told(session));
    loop.advance(Duration.ofDays(20));
    assertTrue(told(session) > 5, told(session) + " times in 20 days");
  }
}
