package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason.Code;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Version;

/** Those who come by a way that is no listening socket, here through an I2P router. */
class EntranceTest {
  private final TestNode node = new TestNode("listen", new String[0]);
  private int ports = 40_000;

  private DirectLink arrive(int who) {
    byte[] name = new byte[32];
    name[0] = (byte) who;
    NetworkAddress address = NetworkAddress.of(NetworkAddress.I2P, name, 0);
    InetSocketAddress router = new InetSocketAddress("127.0.0.1", ports++);
    DirectLink link = new DirectLink(router, address, node.engine.entrance().events().get());
    node.loop.runDue();
    return link;
  }

  private DirectLink guest(int who) {
    DirectLink link = arrive(who);
    link.arrive(Greeter.version(99, 70016), Greeter.verack());
    node.loop.runDue();
    return link;
  }

  @Test
  void nobodyIsLetInBeforeTheNodeIsReadyAndAfterItsEnd() {
    assertEquals(Optional.empty(), node.engine.entrance().events());
    node.start();
    DirectLink link = arrive(1);
    node.engine.stop();
    node.loop.runDue();
    assertEquals(Code.SHUTDOWN, link.closed.remove().code());
    assertEquals(Optional.empty(), node.engine.entrance().events());
  }

  @Test
  void whoComesIsAnInboundPeerOfItsOwnNetwork() {
    node.start();
    DirectLink link = guest(1);
    PeerView peer = node.only();
    assertEquals(PeerState.ESTABLISHED, peer.state());
    assertEquals(ConnectionType.INBOUND, peer.type());
    assertEquals(NetworkClass.I2P, peer.network());
    assertEquals(link.address(), peer.address());
    assertTrue(link.sent.stream().anyMatch(Version.class::isInstance));
    assertEquals(
        "it connected to us through i2p", node.engine.footing(peer.id()).orElseThrow().asked());
  }

  @Test
  void allOfOneNetworkAreToldAtTheSameMomentWhateverSocketTheyHave() {
    node.start(new Listener());
    List<DirectLink> links = List.of(guest(1), guest(2), guest(3));
    node.loop.execute(() -> node.engine.relay().offer(FakeEntry.of(1)));
    assertTrue(node.loop.runUntil(() -> told(links.get(0)), Duration.ofMinutes(1)));
    node.loop.runDue();
    assertTrue(links.stream().allMatch(EntranceTest::told));
  }

  private static boolean told(DirectLink link) {
    return link.sent.stream().anyMatch(Inv.class::isInstance);
  }

  @Test
  void theNetworkIsOneSourceOfArrivals() {
    node.configure("inbound.rate", 1.0);
    node.configure("inbound.burst", 2);
    node.start();
    arrive(1);
    arrive(2);
    assertEquals(Code.RATE_LIMIT, arrive(3).closed.remove().code());
    node.loop.advance(Duration.ofSeconds(1));
    assertTrue(arrive(3).closed.isEmpty());
  }

  @Test
  void bansAndSlotsHoldForThemToo() {
    node.configure("max.inbound", 1);
    node.start();
    FakeBanList bans = new FakeBanList(node.loop);
    node.engine.add(bans);
    node.loop.runDue();
    DirectLink link = arrive(1);
    assertEquals(Code.NO_SLOT, arrive(2).closed.remove().code());
    bans.ban(link.address().host(), "a reason");
    node.loop.runDue();
    assertEquals(Code.BANNED, link.closed.remove().code());
    assertEquals(Code.BANNED, arrive(1).closed.remove().code());
  }
}
