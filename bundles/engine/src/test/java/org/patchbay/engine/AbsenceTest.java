package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Version;

/** Protocols that go and come back under live peers. */
class AbsenceTest {
  @Test
  void pingsThatCameWhileTheProtocolWasAwayAreAnsweredWhenItIsBack() {
    TestNode node = new TestNode().start();
    Stranger guest = node.guest();
    node.engine.remove(node.ponger);
    TestNode.ping(guest, guest.link(), 1, 5);
    node.loop.advance(Duration.ofSeconds(4));
    assertEquals(List.of(), TestNode.pongs(guest));
    assertTrue(node.only().paused());
    node.engine.add(new Ponger());
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(LongStream.rangeClosed(1, 5).boxed().toList(), TestNode.pongs(guest));
  }

  @Test
  void aProtocolThatDoesNotComeBackIsNotWaitedForLong() {
    TestNode node = new TestNode();
    node.start();
    Stranger guest = node.guest();
    node.engine.remove(node.ponger);
    TestNode.ping(guest, guest.link(), 1, 5);
    node.loop.advance(Duration.ofMillis(5_500));
    assertEquals(false, node.only().paused());
    assertEquals(5, node.only().received().get("ping").messages());
    node.engine.add(node.ponger);
    TestNode.ping(guest, guest.link(), 6, 1);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(6L), TestNode.pongs(guest));
  }

  @Test
  void aHandshakeIsNeverRepeatedButAnUnfinishedOneGoesOn() {
    TestNode node = new TestNode().start();
    Stranger done = node.guest();
    Stranger waiting = node.silent();
    node.engine.remove(node.greeter);
    node.loop.advance(Duration.ofSeconds(1));
    waiting.say(Greeter.version(3, 70016), Greeter.verack());
    node.loop.advance(Duration.ofSeconds(1));
    node.engine.add(node.greeter);
    node.loop.advance(Duration.ofSeconds(1));

    assertEquals(1, done.heard(Version.class).size());
    assertEquals(1, waiting.heard(Version.class).size());
    assertTrue(
        node.engine.peers().stream().allMatch(peer -> peer.state() == PeerState.ESTABLISHED));
  }

  @Test
  void ofTwoProtocolsWithOneNameOneIsSpoken() {
    TestNode node = new TestNode().start();
    Stranger guest = node.guest();
    Ponger second = new Ponger();
    node.engine.add(second);
    TestNode.ping(guest, guest.link(), 1, 1);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(1L), TestNode.pongs(guest));
    node.engine.remove(node.ponger);
    TestNode.ping(guest, guest.link(), 2, 1);
    node.loop.advance(Duration.ofSeconds(6));
    assertEquals(List.of(1L, 2L), TestNode.pongs(guest));
    assertEquals(List.of("handshake", "ping"), node.engine.protocols());
  }

  @Test
  void aProtocolThatGoesSaysNothingMoreToAnybody() {
    TestNode node = new TestNode().start();
    List<Stranger> guests = List.of(node.guest(), node.guest(), node.guest());
    Turns turns = new Turns();
    node.engine.add(turns);
    node.loop.advance(Duration.ofSeconds(1));
    node.engine.remove(turns);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(3, turns.ended, "each has ended");
    for (Stranger guest : guests) {
      assertEquals(List.of(), guest.heard(Ping.class), "the turn of another that ends with it");
    }
  }

  /** Whoever ends lets the others have their turn. */
  private static final class Turns implements Protocol {
    private final List<Session> waiting = new ArrayList<>();
    private int ended;

    @Override
    public String name() {
      return "turns";
    }

    @Override
    public boolean appliesTo(PeerView peer) {
      return true;
    }

    @Override
    public void attach(Session session) {
      waiting.add(session);
      session.onEnd(
          () -> {
            ended++;
            waiting.remove(session);
            waiting.forEach(next -> next.send(new Ping(7)));
          });
    }
  }
}
