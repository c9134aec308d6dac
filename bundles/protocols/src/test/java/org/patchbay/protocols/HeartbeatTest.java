package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;

class HeartbeatTest {
  private static final Duration NANO = Duration.ofNanos(1);

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeSession session = new FakeSession(loop);

  private long firstNonce() {
    new PingProtocol().attach(session);
    return session.sent(Ping.class).get(0).nonce();
  }

  @Test
  void aPingIsAnsweredWithItsNonce() {
    firstNonce();
    session.takeSent();
    session.deliver(new Ping(-7), new Ping(0));
    assertEquals(List.of(new Pong(-7), new Pong(0)), session.sent());
  }

  @Test
  void theFirstPingGoesOutAtOnceAndThenOneEveryTwoMinutes() {
    long nonce = firstNonce();
    assertNotEquals(0, nonce);
    session.deliver(new Pong(nonce));
    loop.advance(Duration.ofMinutes(2).minus(NANO));
    assertEquals(1, session.sent(Ping.class).size());
    loop.advance(NANO);
    assertEquals(2, session.sent(Ping.class).size());
    assertNotEquals(nonce, session.sent(Ping.class).get(1).nonce());
  }

  @Test
  void theRoundTripEndsAtTheSocket() {
    long nonce = firstNonce();
    loop.advance(Duration.ofMillis(80));
    session.deliverReceivedAt(Duration.ofMillis(30).toNanos(), new Pong(nonce));
    assertEquals(
        List.of(
            Fact.pingPending(0),
            Fact.pingPending(-1),
            Fact.latency(Duration.ofMillis(30).toNanos())),
        session.reports());
  }

  @Test
  void noSecondPingWhileOneIsOutstandingAndOneAtOnceAfterALatePong() {
    long nonce = firstNonce();
    loop.advance(Duration.ofMinutes(10));
    assertEquals(1, session.sent(Ping.class).size());
    session.deliver(new Pong(nonce));
    assertEquals(2, session.sent(Ping.class).size());
    assertEquals(1, session.reports(Fact.Latency.class).size());
  }

  @Test
  void withoutAPongForMoreThanTwentyMinutesTheConnectionEnds() {
    firstNonce();
    loop.advance(Duration.ofMinutes(20));
    assertEquals(Optional.empty(), session.closed());
    loop.advance(NANO);
    assertEquals("ping-timeout: no pong for 1200 s", session.closed().orElseThrow().toString());
  }

  @Test
  void timeInWhichWeDidNotReadDoesNotCount() {
    firstNonce();
    loop.advance(Duration.ofMinutes(19));
    session.pausedTime(Duration.ofMinutes(5).toNanos());
    loop.advance(Duration.ofMinutes(6));
    assertEquals(Optional.empty(), session.closed());
    loop.advance(NANO.plus(NANO));
    assertEquals(CloseReason.Code.PING_TIMEOUT, session.closed().orElseThrow().code());
  }

  @Test
  void aWrongNonceIsIgnoredAndAZeroOneCallsThePingOff() {
    long nonce = firstNonce();
    session.deliver(new Pong(nonce + 1));
    assertEquals(0, session.peer().pingPendingSince());
    session.deliver(new Pong(0));
    assertEquals(-1, session.peer().pingPendingSince());
    assertEquals(List.of(), session.reports(Fact.Latency.class));
    loop.advance(Duration.ofMinutes(2));
    assertEquals(2, session.sent(Ping.class).size());
  }

  @Test
  void anUnaskedPongIsIgnored() {
    long nonce = firstNonce();
    session.deliver(new Pong(nonce), new Pong(nonce), new Pong(0));
    assertEquals(1, session.reports(Fact.Latency.class).size());
    assertEquals(1, session.sent(Ping.class).size());
  }

  @Test
  void aPeerWithoutPongsIsPingedAndNeverTimedOut() {
    FakeSession old = new FakeSession(loop, FakePeer.outbound().established().commonVersion(60000));
    new PingProtocol().attach(old);
    old.deliver(new Ping(0));
    loop.advance(Duration.ofMinutes(60));
    assertEquals(31, old.sent(Ping.class).size());
    assertEquals(List.of(), old.sent(Pong.class));
    assertEquals(Optional.empty(), old.closed());
  }

  @Test
  void aConversationThatCameBackWaitsForItsTurn() {
    PeerView.MessageCount one = new PeerView.MessageCount(1, 32, 0);
    session.peer().sent(Map.of("ping", one)).pingPendingSince(5);
    new PingProtocol().attach(session);
    assertEquals(List.of(), session.sent());
    assertEquals(-1, session.peer().pingPendingSince());
    loop.advance(Duration.ofMinutes(2));
    assertEquals(1, session.sent(Ping.class).size());
  }
}
