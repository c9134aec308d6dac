package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.node.Targets;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.sim.Stranger;
import org.patchbay.sim.VirtualLink;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;

/** What is kept connected, and how failures are spaced. */
class KeepingTest {
  @Test
  void aTargetIsDialledAndDialledAgainWhenItsConnectionEnds() {
    TestNode node = new TestNode();
    Stranger host = node.host();
    InetSocketAddress there = TestNode.listen(host);
    node.start();
    Targets targets = () -> List.of(NetworkAddress.of(there));
    node.engine.add(targets);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(ConnectionType.MANUAL, node.only().type());

    node.loop.advance(Duration.ofSeconds(30));
    ((VirtualLink) host.link()).cut();
    node.loop.advance(Duration.ofMillis(100));
    assertTrue(node.engine.peers().isEmpty());
    node.loop.advance(Duration.ofSeconds(3));
    assertEquals(2, node.only().id());
  }

  @Test
  void whoIsNamedPlainIsDialledWithoutEncryption() {
    TestNode node = new TestNode();
    InetSocketAddress plain = TestNode.listen(node.host());
    InetSocketAddress other = TestNode.listen(node.host());
    node.start();
    node.engine.add(
        new Targets() {
          @Override
          public List<NetworkAddress> targets() {
            return List.of();
          }

          @Override
          public List<String> hosts() {
            return List.of(
                NetworkAddress.of(plain).toString(), NetworkAddress.of(other).toString());
          }

          @Override
          public boolean plain(String host) {
            return host.equals(NetworkAddress.of(plain).toString());
          }
        });
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(2, node.engine.peers().size());
    assertEquals(Set.of(other), node.transport.encrypted());
  }

  @Test
  void failuresAreSpacedExponentiallyUpToAMinute() {
    TestNode node = new TestNode("connect", new String[] {"11.9.9.9:18444"}).start();
    Book book = new Book();
    node.engine.add(book);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      int before = book.attempted.size();
      node.loop.advance(Duration.ofMillis(100));
      if (book.attempted.size() > before) {
        times.add(node.loop.now() / 1_000_000_000L);
      }
    }
    assertTrue(times.size() >= 12 && times.size() <= 25, times::toString);
    for (int i = 8; i < times.size(); i++) {
      long wait = times.get(i) - times.get(i - 1);
      assertTrue(wait >= 29 && wait <= 62, "wait " + wait + " in " + times);
    }
  }

  @Test
  void namesAreLookedUp() {
    TestNode node = new TestNode("connect", new String[] {"localhost:1"}).start();
    Book book = new Book();
    node.engine.add(book);
    node.loop.advance(Duration.ofSeconds(5));
    assertTrue(book.attempted.stream().allMatch(NetworkAddress::isLocal), book.attempted::toString);
    assertTrue(book.attempted.size() > 0);
  }

  @Test
  void namesAreNotLookedUpWhereTheOperatorSaysSo() {
    TestNode node =
        new TestNode("connect", new String[] {"localhost:1", "127.0.0.1:2"}, "lookups", false);
    Book book = new Book();
    node.start();
    node.engine.add(book);
    node.loop.advance(Duration.ofSeconds(5));
    assertEquals(
        List.of(NetworkAddress.parse("127.0.0.1:2")), book.attempted.stream().distinct().toList());
  }

  @Test
  void aNodeThatStartsSwitchedOffMeetsNobodyUntilItIsSwitchedOn() {
    TestNode node = new TestNode("network.active", false);
    InetSocketAddress there = TestNode.listen(node.host());
    node.start();
    node.engine.add((Targets) () -> List.of(NetworkAddress.of(there)));
    node.loop.advance(Duration.ofSeconds(20));
    assertTrue(node.engine.peers().isEmpty());
    assertFalse(node.engine.connectivity().standing().active());
    node.engine.connectivity().activate(true);
    node.loop.advance(Duration.ofMinutes(1));
    assertEquals(ConnectionType.MANUAL, node.only().type());
  }

  @Test
  void whoIsKnownByItsNameAloneIsShownByIt() {
    TestNode node = new TestNode("connect", new String[] {"node.example:8333"});
    InetSocketAddress proxy = TestNode.listen(node.host());
    node.configure("proxy", NetworkAddress.of(proxy).toString());
    node.start();
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of("known by its name alone: node.example:8333"), node.only().notes());
  }

  @Test
  void outboundSlotsAreFilledFromTheBookWithOnePeerPerNetgroup() throws Exception {
    TestNode node =
        new TestNode(Network.MAIN, "outbound", 4, "block.relay", 0, "listen", new String[0]);
    Book book = new Book();
    for (int group = 1; group <= 6; group++) {
      for (int host = 1; host <= 3; host++) {
        byte[] bytes = {20, (byte) group, 0, (byte) host};
        Stranger stranger =
            new Stranger(node.network.host(InetAddress.getByAddress(bytes)))
                .onMessage(
                    (link, message) -> {
                      if (message instanceof org.patchbay.wire.message.Version) {
                        link.send(Greeter.version(98, 70016));
                        link.send(Greeter.verack());
                      }
                    });
        stranger.listen(new InetSocketAddress("0.0.0.0", 8333));
        book.addresses.add(NetworkAddress.of(NetworkAddress.IPV4, bytes, 8333));
      }
    }
    node.engine.add(book);
    node.start();
    node.loop.advance(Duration.ofSeconds(20));

    assertEquals(4, node.established().size());
    Set<Integer> groups = new java.util.HashSet<>();
    node.established().forEach(peer -> groups.add((int) peer.address().bytes()[1]));
    assertEquals(4, groups.size());
    assertEquals(4, book.attempted.size());
    assertEquals(book.attempted, book.good);
    node.engine.stop();
    node.loop.advance(Duration.ofSeconds(3));
    assertEquals(Set.copyOf(book.good), Set.copyOf(book.connected));
  }

  @Test
  void onRegtestNobodyIsDialledFromTheBook() {
    TestNode node = new TestNode();
    Book book = new Book();
    book.addresses.add(NetworkAddress.parse("20.1.1.1:18444"));
    node.engine.add(book);
    node.start();
    node.loop.advance(Duration.ofMinutes(1));
    assertTrue(book.attempted.isEmpty());
  }

  @Test
  void unroutableAddressesOfTheBookAreNotDialled() {
    TestNode node = new TestNode(Network.MAIN, "listen", new String[0]);
    Book book = new Book();
    book.addresses.add(NetworkAddress.parse("10.1.1.1:8333"));
    node.engine.add(book);
    node.start();
    node.loop.advance(Duration.ofMinutes(1));
    assertTrue(book.attempted.isEmpty());
  }
}
