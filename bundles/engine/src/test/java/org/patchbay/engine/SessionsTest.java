package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.SendHeaders;
import org.patchbay.wire.message.Version;

class SessionsTest {
  @Test
  void aGuestIsGreetedAndItsPingsAreAnsweredInOrder() {
    TestNode node = new TestNode().start();
    Stranger guest = node.guest();

    PeerView peer = node.only();
    assertEquals(PeerState.ESTABLISHED, peer.state());
    assertEquals(ConnectionType.INBOUND, peer.type());
    assertEquals(0xc09, peer.services());
    assertEquals("/Test:1/", peer.userAgent());
    assertEquals(List.of(List.of(1L, 2L, 3L)), List.of(pingThree(node, guest)));
    assertEquals(3, node.only().received().get("ping").messages());
    assertEquals(3 * 32, node.only().sent().get("pong").bytes());
  }

  private static List<Long> pingThree(TestNode node, Stranger guest) {
    TestNode.ping(guest, guest.link(), 1, 3);
    node.loop.advance(Duration.ofSeconds(1));
    return TestNode.pongs(guest);
  }

  @Test
  void beforeVersionNothingElseIsHeard() {
    TestNode node = new TestNode().start();
    Stranger stranger = node.silent();
    stranger.say(new Ping(1), Greeter.verack(), SendHeaders.INSTANCE);
    node.loop.advance(Duration.ofSeconds(1));

    assertEquals(PeerState.AWAITING_VERSION, node.only().state());
    assertTrue(stranger.heard().isEmpty());
    assertTrue(node.only().notes().get(0).contains("unrequested: ping"), node.only()::toString);
  }

  @Test
  void aSecondVersionIsIgnored() {
    TestNode node = new TestNode().start();
    Stranger guest = node.guest();
    guest.say(Greeter.version(5, 31800), Greeter.verack());
    node.loop.advance(Duration.ofSeconds(1));

    assertEquals(70016, node.only().protocolVersion());
    assertEquals(1, guest.heard(Version.class).size());
  }

  @Test
  void anObsoleteVersionEndsTheConnection() {
    TestNode node = new TestNode().start();
    Stranger stranger = node.silent();
    stranger.say(Greeter.version(5, 31799));
    node.loop.advance(Duration.ofSeconds(2));

    assertTrue(node.engine.peers().isEmpty());
    assertEquals(CloseReason.Code.OBSOLETE_VERSION, node.engine.ended().get(0).reason().code());
    assertTrue(stranger.heard().isEmpty());
  }

  @Test
  void aConnectionToOneselfIsSeen() {
    TestNode node = new TestNode().start();
    NetworkAddress self = NetworkAddress.of(node.address());
    node.engine.connect(self);
    node.loop.advance(Duration.ofSeconds(2));

    assertTrue(node.engine.peers().isEmpty());
    assertEquals(1L, node.engine.endedByReason().get(CloseReason.Code.SELF_CONNECTION).longValue());
  }

  @Test
  void thePeerWeDialIsGreetedFirst() throws Exception {
    TestNode node = new TestNode().start();
    Stranger host = node.host();
    NetworkAddress there = NetworkAddress.of(TestNode.listen(host));
    long id = node.engine.connect(there).toCompletableFuture().getNow(-1L);
    node.loop.advance(Duration.ofSeconds(1));

    assertEquals(-1, id);
    assertEquals(ConnectionType.MANUAL, node.only().type());
    assertEquals(PeerState.ESTABLISHED, node.only().state());
    assertEquals(1, host.heard(Version.class).size());
  }

  @Test
  void stoppingEndsEveryConnectionWithItsReason() {
    TestNode node = new TestNode().start();
    node.guest();
    node.guest();
    node.engine.stop();
    node.loop.advance(Duration.ofSeconds(2));

    assertTrue(node.engine.peers().isEmpty());
    assertEquals(2L, node.engine.endedByReason().get(CloseReason.Code.SHUTDOWN).longValue());
    assertTrue(node.engine.listening().isEmpty());
  }
}
