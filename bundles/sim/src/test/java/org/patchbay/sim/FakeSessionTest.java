package org.patchbay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerState;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;

class FakeSessionTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeSession session = new FakeSession(loop);
  private final List<String> log = new ArrayList<>();

  @Test
  void messagesReachTheHandlersOfTheirType() {
    session.on(Ping.class, ping -> log.add("first " + ping.nonce()));
    session.on(Ping.class, ping -> log.add("second " + ping.nonce()));
    session.deliver(new Ping(5), new Pong(6));
    assertEquals(List.of("first 5", "second 5"), log);
  }

  @Test
  void aRunOfOneTypeIsOneBatch() {
    session.onBatch(Ping.class, run -> log.add(run.size() + " pings"));
    session.deliver(new Ping(1), new Ping(2), new Pong(3), new Ping(4));
    assertEquals(List.of("2 pings", "1 pings"), log);
  }

  @Test
  void afterTheEndNothingIsCalled() {
    session.on(Ping.class, ping -> session.close(CloseReason.of(CloseReason.Code.OPERATOR)));
    session.onEnd(() -> log.add("ended"));
    session.after(Duration.ofSeconds(1), () -> log.add("timer"));
    session.deliver(new Ping(1), new Ping(2));
    session.deliver(new Ping(3));
    loop.advance(Duration.ofSeconds(2));
    session.end();
    assertEquals(List.of("ended"), log);
    assertEquals(Optional.of(CloseReason.of(CloseReason.Code.OPERATOR)), session.closed());
  }

  @Test
  void factsChangeTheView() {
    session.peer().state(PeerState.AWAITING_VERACK).features(Set.of());
    session.report(Fact.established(Set.of("sendheaders")));
    session.report(Fact.latency(7));
    session.report(Fact.knownHeight(9));
    assertEquals(PeerState.ESTABLISHED, session.peer().state());
    assertTrue(session.peer().features().contains("sendheaders"));
    assertEquals(7, session.peer().minPing());
    assertEquals(9, session.peer().knownHeight());
    assertEquals(3, session.reports().size());
  }

  @Test
  void sentMessagesAreKeptAndTaken() {
    session.send(new Ping(1));
    session.send(new Pong(2));
    assertEquals(List.of(new Pong(2)), session.sent(Pong.class));
    assertEquals(2, session.takeSent().size());
    assertEquals(List.of(), session.sent());
  }
}
