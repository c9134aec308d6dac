package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.api.transport.Arrival;
import org.patchbay.sim.Stranger;
import org.patchbay.sim.VirtualLink;
import org.patchbay.wire.message.GetAddr;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Unknown;

/** How what came in is served: in turn, in runs, and as long as the peer takes our answers. */
class ServingTest {
  /** Notes in which order peers were served. */
  private static final class Witness implements Protocol {
    final List<Long> order = new ArrayList<>();
    final List<Integer> runs = new ArrayList<>();

    @Override
    public String name() {
      return "witness";
    }

    @Override
    public boolean appliesTo(PeerView peer) {
      return true;
    }

    @Override
    public void attach(Session session) {
      session.on(Ping.class, ping -> order.add(session.peer().id()));
      session.onBatch(Pong.class, run -> runs.add(run.size()));
    }
  }

  @Test
  void aFloodDelaysAnHonestPeerByAQuantumAndNotByTheFlood() {
    TestNode node = new TestNode();
    Witness witness = new Witness();
    node.start(witness);
    Stranger flooder = node.guest();
    Stranger honest = node.guest();
    TestNode.ping(flooder, flooder.link(), 1, 10_000);
    TestNode.ping(honest, honest.link(), 1, 10);
    node.loop.advance(Duration.ofSeconds(1));

    assertEquals(10_010, witness.order.size());
    int lastHonest = witness.order.lastIndexOf(2L);
    assertTrue(lastHonest < 1000, "the honest peer's last ping was number " + lastHonest);
  }

  @Test
  void amongFloodersServiceIsShared() {
    TestNode node = new TestNode();
    Witness witness = new Witness();
    node.start(witness);
    List<Stranger> flooders = Stream.generate(node::guest).limit(10).toList();
    flooders.forEach(flooder -> TestNode.ping(flooder, flooder.link(), 1, 2_000));
    node.loop.advance(Duration.ofSeconds(1));
    int[] served = new int[11];
    witness.order.stream().limit(1_000).forEach(id -> served[id.intValue()]++);
    for (int id = 1; id <= 10; id++) {
      assertTrue(served[id] <= 250, "peer " + id + " got " + served[id] + " of the first 1000");
    }
  }

  @Test
  void misbehaviourShrinksWhatAPeerGetsPerTurn() {
    TestNode node = new TestNode("score.low", 0.2, "score.step", 90);
    Witness witness = new Witness();
    node.start(witness);
    List<Stranger> flooders = Stream.generate(node::guest).limit(2).toList();
    node.engine.add(
        ScoringPolicy.class,
        (peer, opened) ->
            new ScoringPolicy.PeerScore() {
              @Override
              public void on(Fact fact, long now) {}

              @Override
              public double score(PeerView view, long now) {
                return view.id() == 1 && view.misbehaviour() == 0 ? 0.1 : 0.9;
              }
            },
        "test",
        0,
        1);
    node.loop.advance(Duration.ofSeconds(5));
    assertEquals(90, node.engine.peer(1).orElseThrow().misbehaviour());
    flooders.forEach(flooder -> TestNode.ping(flooder, flooder.link(), 1, 10_000));
    node.loop.advance(Duration.ofSeconds(1));
    long shunned = witness.order.stream().limit(5_000).filter(id -> id == 1).count();
    assertTrue(shunned < 1_000, "the shunned peer got " + shunned + " of the first 5000");
    assertEquals(20_000, witness.order.size());
  }

  @Test
  void consecutiveMessagesOfOneTypeComeAsRunsOfBoundedLength() {
    TestNode node = new TestNode();
    Witness witness = new Witness();
    node.start(witness);
    Stranger guest = node.guest();
    LongStream.range(0, 250).forEach(i -> guest.link().send(new Pong(i)));
    guest.link().send(new Ping(1));
    LongStream.range(0, 3).forEach(i -> guest.link().send(new Pong(i)));
    guest.link().flush();
    node.loop.advance(Duration.ofSeconds(1));

    assertEquals(253, witness.runs.stream().mapToInt(Integer::intValue).sum());
    assertTrue(witness.runs.stream().allMatch(run -> run <= Walk.MAX_RUN), witness.runs::toString);
    assertEquals(3, witness.runs.get(witness.runs.size() - 1));
    assertTrue(witness.runs.size() < 20, witness.runs::toString);
    assertEquals(253, node.only().received().get("pong").messages());
  }

  @Test
  void whoDoesNotTakeOurAnswersIsNotServed() {
    TestNode node = new TestNode();
    node.network.sendMark(3_000);
    node.network.inbox(4_000);
    node.start();
    Stranger guest = node.guest();
    guest.link().reading(false);
    TestNode.ping(guest, guest.link(), 1, 500);
    node.loop.advance(Duration.ofSeconds(1));

    PeerView peer = node.only();
    assertTrue(peer.queuedOut() < 10_000, () -> "queued " + peer.queuedOut());
    assertTrue(peer.paused());
    guest.link().reading(true);
    node.loop.advance(Duration.ofSeconds(60));
    assertEquals(LongStream.rangeClosed(1, 500).boxed().toList(), TestNode.pongs(guest));
  }

  @Test
  void flawsAreNotedAndOnlyBrokenFramingEndsTheConnection() {
    TestNode node = new TestNode().start();
    Stranger guest = node.guest();
    VirtualLink link = (VirtualLink) guest.link();
    link.sendFlawed("ping", Arrival.Flaw.PAYLOAD, "7 bytes", 31);
    link.sendFlawed("inv", Arrival.Flaw.CHECKSUM, "checksum", 61);
    link.flush();
    TestNode.ping(guest, link, 1, 1);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(1L), TestNode.pongs(guest));
    assertEquals(
        List.of("malformed: ping: 7 bytes", "checksum: inv: checksum"), node.only().notes());

    link.sendFlawed("", Arrival.Flaw.FRAMING, "magic deadbeef", 24);
    link.flush();
    node.loop.advance(Duration.ofSeconds(3));
    assertEquals(
        CloseReason.of(CloseReason.Code.BAD_FRAMING, "magic deadbeef"),
        node.engine.ended().get(0).reason());
  }

  @Test
  void tooManyEntriesAreAnOffence() {
    TestNode node = new TestNode().start();
    Stranger guest = node.guest();
    VirtualLink link = (VirtualLink) guest.link();
    link.sendFlawed("inv", Arrival.Flaw.TOO_MANY, "50001 entries", 100);
    link.flush();
    node.loop.advance(Duration.ofSeconds(3));
    assertEquals(CloseReason.Code.MISBEHAVIOUR, node.engine.ended().get(0).reason().code());
  }

  @Test
  void aCommandNobodyKnowsIsIgnored() {
    TestNode node = new TestNode().start();
    Stranger guest = node.guest();
    guest.say(new Unknown("sparkle", new byte[3]), new Ping(4));
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(4L), TestNode.pongs(guest));
    assertEquals(1, node.only().received().get("*other*").messages());
  }

  @Test
  void aHandlerThatThrowsEndsItsConnectionAlone() {
    TestNode node = new TestNode();
    Protocol clumsy =
        new Protocol() {
          @Override
          public String name() {
            return "clumsy";
          }

          @Override
          public boolean appliesTo(PeerView peer) {
            return true;
          }

          @Override
          public void attach(Session session) {
            session.onEnd(() -> session.report(Fact.knownHeight(1)));
            session.on(
                GetAddr.class,
                message -> {
                  throw new IllegalStateException("expected by the test");
                });
          }
        };
    node.start(node.ponger, clumsy);
    Stranger victim = node.guest();
    Stranger other = node.guest();
    victim.say(GetAddr.INSTANCE, new Ping(1));
    other.say(new Ping(2));
    node.loop.advance(Duration.ofSeconds(3));

    assertEquals(List.of(), TestNode.pongs(victim));
    assertEquals(List.of(2L), TestNode.pongs(other));
    CloseReason reason = node.engine.ended().get(0).reason();
    assertEquals(CloseReason.Code.INTERNAL_ERROR, reason.code());
    assertTrue(reason.detail().startsWith("clumsy: "), reason::detail);
  }

  @Test
  void timersAndHandlersEndWithTheConversation() {
    TestNode node = new TestNode();
    List<String> heard = new ArrayList<>();
    Protocol ticking =
        new Protocol() {
          @Override
          public String name() {
            return "ticking";
          }

          @Override
          public boolean appliesTo(PeerView peer) {
            return true;
          }

          @Override
          public void attach(Session session) {
            session.after(Duration.ofSeconds(1), () -> heard.add("tick"));
            session.after(Duration.ofSeconds(9), () -> heard.add("late"));
            session.onEnd(() -> heard.add("end"));
            session.on(
                Ping.class, ping -> session.close(CloseReason.of(CloseReason.Code.OPERATOR)));
          }
        };
    node.start(ticking);
    Stranger guest = node.guest();
    node.loop.advance(Duration.ofSeconds(2));
    guest.say(new Ping(1), new Ping(2));
    node.loop.advance(Duration.ofSeconds(20));
    assertEquals(List.of("tick", "end"), heard);
  }
}
