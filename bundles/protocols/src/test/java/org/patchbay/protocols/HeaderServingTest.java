package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.SendHeaders;

class HeaderServingTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final long now = loop.wallTime().getEpochSecond();
  private final FakeChain chain = new FakeChain(loop).grow(20, now);
  private final BlockProtocol protocol = FakeBlocks.none(chain);

  private FakeSession attach(FakePeer peer) {
    FakeSession session = new FakeSession(loop, peer);
    protocol.attach(session);
    session.takeSent();
    return session;
  }

  private static FakePeer follower() {
    return FakePeer.inbound().established().services(0);
  }

  private static FakePeer fullNode() {
    return FakePeer.inbound().established();
  }

  private static GetHeaders after(Hash256... locator) {
    return new GetHeaders(70016, List.of(locator), Hash256.ZERO);
  }

  private void newTips(int count) {
    chain.take(FakeChain.on(chain.tip().header(), count, now));
    loop.runDue();
  }

  private Inv tipInv() {
    return new Inv(List.of(new Inventory(Inventory.BLOCK, chain.tip().hash())));
  }

  private List<Message> answer(FakeSession session) {
    return session.takeSent().stream().filter(m -> !(m instanceof GetHeaders)).toList();
  }

  @Test
  void headersAfterTheForkPoint() {
    FakeSession session = attach(follower());
    session.deliver(after(chain.header(15).orElseThrow().hash()));
    assertEquals(List.of(new Headers(chain.headers(16, 20))), session.sent());
  }

  @Test
  void nothingNewIsAnEmptyAnswer() {
    FakeSession session = attach(follower());
    session.deliver(after(chain.tip().hash()));
    assertEquals(List.of(new Headers(List.of())), session.sent());
  }

  @Test
  void withoutALocatorTheOneHeaderOrSilence() {
    FakeSession session = attach(follower());
    session.deliver(new GetHeaders(70016, List.of(), chain.header(3).orElseThrow().hash()));
    assertEquals(List.of(new Headers(chain.headers(3, 3))), session.takeSent());
    session.deliver(new GetHeaders(70016, List.of(), Hash256.ZERO));
    assertEquals(List.of(), session.sent());
  }

  @Test
  void belowTheMinimumWorkOnlyWhoMayDownloadGetsHeaders() {
    chain.minimumWork = 1_000;
    FakeSession session = attach(follower());
    session.deliver(after(chain.header(15).orElseThrow().hash()));
    assertEquals(List.of(new Headers(List.of())), session.sent());
    for (Permission permission : List.of(Permission.DOWNLOAD, Permission.NOBAN)) {
      FakeSession allowed = attach(follower().permissions(Set.of(permission)));
      allowed.deliver(after(chain.header(15).orElseThrow().hash()));
      assertEquals(List.of(new Headers(chain.headers(16, 20))), allowed.sent());
    }
  }

  @Test
  void aLocatorOfMoreThan101EndsTheConnection() {
    FakeSession session = attach(follower());
    session.deliver(new GetHeaders(70016, Collections.nCopies(101, Hash256.ZERO), Hash256.ZERO));
    assertTrue(session.closed().isEmpty());
    session.deliver(new GetHeaders(70016, Collections.nCopies(102, Hash256.ZERO), Hash256.ZERO));
    assertEquals(
        CloseReason.of(CloseReason.Code.PROTOCOL_VIOLATION, "locator of 102 (max 101)"),
        session.closed().orElseThrow());
  }

  @Test
  void whoAskedForHeadersAndHasTheirParentGetsThem() {
    FakeSession session = attach(fullNode());
    session.deliver(after(chain.header(15).orElseThrow().hash()), SendHeaders.INSTANCE);
    session.takeSent();
    newTips(1);
    assertEquals(List.of(new Headers(chain.headers(21, 21))), session.takeSent());
    newTips(8);
    assertEquals(List.of(new Headers(chain.headers(22, 29))), session.takeSent());
  }

  @Test
  void moreThanEightAtOnceAreAnInvToAFollowerAndNothingToAFullNode() {
    FakeSession follower = attach(follower());
    FakeSession node = attach(fullNode());
    for (FakeSession session : List.of(follower, node)) {
      session.deliver(after(chain.header(15).orElseThrow().hash()), SendHeaders.INSTANCE);
      session.takeSent();
    }
    newTips(9);
    assertEquals(List.of(tipInv()), follower.takeSent());
    assertEquals(List.of(), node.takeSent());
  }

  @Test
  void whoDidNotAskForHeadersGetsAnInvIfItServesNoBlocks() {
    FakeSession follower = attach(follower());
    FakeSession node = attach(fullNode());
    newTips(1);
    assertEquals(List.of(tipInv()), answer(follower));
    assertEquals(List.of(), answer(node));
  }

  @Test
  void sendheadersInTheHandshakeCounts() {
    FakeSession session = attach(follower().features(Set.of("sendheaders")));
    session.deliver(after(chain.header(15).orElseThrow().hash()));
    session.takeSent();
    newTips(1);
    assertEquals(List.of(new Headers(chain.headers(21, 21))), session.sent());
  }

  @Test
  void whoToldUsIsNotTold() {
    FakeSession session = attach(FakePeer.outbound().established().type(ConnectionType.MANUAL));
    session.deliver(SendHeaders.INSTANCE);
    session.takeSent();
    session.deliver(new Headers(FakeChain.on(chain.tip().header(), 1, now)));
    loop.runDue();
    assertEquals(21, chain.tip().height());
    assertEquals(List.of(), session.sent(Headers.class));
  }

  @Test
  void severalChangesInATurnAreOneAnnouncement() {
    FakeSession session = attach(follower());
    chain.take(FakeChain.on(chain.tip().header(), 1, now));
    chain.take(FakeChain.on(chain.tip().header(), 1, now));
    loop.runDue();
    assertEquals(List.of(tipInv()), session.sent());
  }

  @Test
  void afterAReorganisationTheHeadersFromTheForkAreSent() {
    FakeSession session = attach(follower().features(Set.of("sendheaders")));
    session.deliver(after(chain.header(15).orElseThrow().hash()));
    session.takeSent();
    chain.take(FakeChain.on(chain.header(18).orElseThrow().header(), 3, now + 1));
    loop.runDue();
    assertEquals(List.of(new Headers(chain.headers(19, 21))), session.sent());
  }

  @Test
  void nothingIsAnnouncedBeforeWeHaveCaughtUp() {
    FakeChain old = new FakeChain(loop).grow(20, now - 90_000);
    FakeSession session = new FakeSession(loop, follower());
    FakeBlocks.none(old).attach(session);
    session.takeSent();
    old.take(FakeChain.on(old.tip().header(), 1, now - 86_401));
    loop.runDue();
    assertEquals(List.of(), session.sent());
    old.take(FakeChain.on(old.tip().header(), 1, now - 86_000));
    loop.runDue();
    assertFalse(session.sent().isEmpty());
  }

  @Test
  void notSpokenWithFeelersAndAddrFetch() {
    assertFalse(protocol.appliesTo(FakePeer.outbound().type(ConnectionType.FEELER)));
    assertFalse(protocol.appliesTo(FakePeer.outbound().type(ConnectionType.ADDR_FETCH)));
    assertTrue(protocol.appliesTo(FakePeer.inbound()));
    assertEquals(0, protocol.services());
  }
}
