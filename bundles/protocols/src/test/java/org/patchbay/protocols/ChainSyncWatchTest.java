package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;

class ChainSyncWatchTest {
  private static final Duration NANO = Duration.ofNanos(1);

  private final VirtualLoop loop = new VirtualLoop(1);
  private final long now = loop.wallTime().getEpochSecond();
  private final FakeChain chain = new FakeChain(loop).grow(10, now);
  private final BlockProtocol protocol = FakeBlocks.none(chain);

  private FakeSession attach(ConnectionType type) {
    FakeSession session = new FakeSession(loop, FakePeer.outbound().established().type(type));
    protocol.attach(session);
    return session;
  }

  private void tells(FakeSession session, int from, int to) {
    session.deliver(new Headers(chain.headers(from, to)));
    loop.runDue();
  }

  private void newTip() {
    chain.take(FakeChain.on(chain.tip().header(), 1, now));
  }

  private static CloseReason.Code closed(FakeSession session) {
    return session.closed().map(CloseReason::code).orElse(null);
  }

  @Test
  void whoStaysBehindIsAskedAfterTwentyMinutesAndClosedAfterTwoMore() {
    FakeSession session = attach(ConnectionType.BLOCK_RELAY_ONLY);
    session.takeSent();
    loop.advance(Duration.ofMinutes(20));
    assertEquals(List.of(), session.sent());
    loop.advance(NANO);
    GetHeaders last = session.sent(GetHeaders.class).get(0);
    assertEquals(chain.header(9).orElseThrow().hash(), last.locator().get(0));
    loop.advance(Duration.ofMinutes(2));
    assertEquals(Optional.empty(), session.closed());
    loop.advance(NANO);
    assertEquals(CloseReason.Code.TOO_SLOW, closed(session));
  }

  @Test
  void headersWhoseBlocksAreWithheldCostNobodyAnything() {
    FakeBlocks blocks = new FakeBlocks(loop, chain).fill(10);
    FakeSession session =
        new FakeSession(
            loop, FakePeer.outbound().established().type(ConnectionType.BLOCK_RELAY_ONLY));
    blocks.protocol().attach(session);
    tells(session, 1, 10);
    chain.take(FakeChain.on(chain.tip().header(), 5, now));
    loop.advance(Duration.ofHours(1));
    assertEquals(Optional.empty(), session.closed());
    blocks.put(FakeBlocks.empty(chain.header(11).orElseThrow().header()));
    loop.advance(Duration.ofMinutes(23));
    assertEquals(CloseReason.Code.TOO_SLOW, closed(session));
  }

  @Test
  void whoReachesTheTipInTheLastMomentStays() {
    FakeSession session = attach(ConnectionType.BLOCK_RELAY_ONLY);
    loop.advance(Duration.ofMinutes(22));
    tells(session, 1, 10);
    loop.advance(Duration.ofHours(5));
    assertEquals(Optional.empty(), session.closed());
  }

  @Test
  void whoFollowsAtADistanceGetsNewTime() {
    FakeSession session = attach(ConnectionType.BLOCK_RELAY_ONLY);
    for (int tip = 10; tip < 20; tip++) {
      loop.advance(Duration.ofMinutes(15));
      newTip();
      tells(session, tip, tip);
    }
    assertEquals(Optional.empty(), session.closed());
    loop.advance(Duration.ofMinutes(22).plus(NANO).plus(NANO));
    assertEquals(CloseReason.Code.TOO_SLOW, closed(session));
  }

  @Test
  void aNewTipBeginsTheTimeForWhoHadTheOldOne() {
    FakeSession session = attach(ConnectionType.BLOCK_RELAY_ONLY);
    tells(session, 1, 10);
    loop.advance(Duration.ofHours(1));
    newTip();
    loop.advance(Duration.ofMinutes(22));
    assertEquals(Optional.empty(), session.closed());
    loop.advance(NANO.plus(NANO));
    assertEquals(CloseReason.Code.TOO_SLOW, closed(session));
  }

  @Test
  void fourFullRelayPeersThatShowedOurTipAreSpared() {
    List<FakeSession> sessions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      FakeSession session = attach(ConnectionType.OUTBOUND_FULL_RELAY);
      tells(session, 1, 10);
      sessions.add(session);
    }
    newTip();
    loop.advance(Duration.ofHours(1));
    assertEquals(
        List.of(false, false, false, false, true),
        sessions.stream().map(session -> session.closed().isPresent()).toList());
    sessions.get(0).end();
    FakeSession sixth = attach(ConnectionType.OUTBOUND_FULL_RELAY);
    tells(sixth, 11, 11);
    newTip();
    loop.advance(Duration.ofHours(1));
    assertEquals(Optional.empty(), sixth.closed());
  }

  @Test
  void manualAndInboundPeersAreNotWatched() {
    FakeSession manual = attach(ConnectionType.MANUAL);
    FakeSession inbound = attach(ConnectionType.INBOUND);
    loop.advance(Duration.ofHours(5));
    assertEquals(Optional.empty(), manual.closed());
    assertEquals(Optional.empty(), inbound.closed());
  }

  @Test
  void pausesOfOursDoNotCount() {
    FakeSession session = attach(ConnectionType.BLOCK_RELAY_ONLY);
    session.takeSent();
    loop.advance(Duration.ofMinutes(10));
    session.pausedTime(Duration.ofMinutes(10).toNanos());
    loop.advance(Duration.ofMinutes(15));
    assertEquals(List.of(), session.sent());
  }

  @Test
  void beforeWeHaveCaughtUpAChainBelowTheMinimumWorkIsNoHelp() {
    FakeChain fresh = new FakeChain(loop).grow(10, 0);
    fresh.minimumWork = 100;
    FakeSession chosen = new FakeSession(loop, FakePeer.outbound().established());
    FakeSession manual =
        new FakeSession(loop, FakePeer.outbound().established().type(ConnectionType.MANUAL));
    for (FakeSession session : List.of(chosen, manual)) {
      FakeBlocks.none(fresh).attach(session);
      session.deliver(new Headers(fresh.headers(1, 10)));
      loop.runDue();
    }
    assertEquals(CloseReason.Code.TOO_SLOW, closed(chosen));
    assertEquals(Optional.empty(), manual.closed());
  }

  @Test
  void itIsToldWhoIsSpared() {
    FakeSession blocksAlone = attach(ConnectionType.BLOCK_RELAY_ONLY);
    tells(blocksAlone, 1, 10);
    assertFalse(blocksAlone.peer().chainSpared());
    for (int i = 0; i <= HeaderSync.MAX_PROTECTED; i++) {
      FakeSession fullRelay = attach(ConnectionType.OUTBOUND_FULL_RELAY);
      tells(fullRelay, 1, 10);
      assertEquals(i < HeaderSync.MAX_PROTECTED, fullRelay.peer().chainSpared());
    }
  }
}
