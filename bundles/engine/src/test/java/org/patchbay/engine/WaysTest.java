package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Passage;
import org.patchbay.api.transport.Way;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** How networks are reached into which plain sockets do not lead (protocol-facts §9.8, §19). */
class WaysTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final NetworkAddress ONION =
      NetworkAddress.parse("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333");
  private static final NetworkAddress I2P = NetworkAddress.of(NetworkAddress.I2P, new byte[32], 0);
  private static final Set<NetworkClass> PLAIN = Set.of(NetworkClass.IPV4, NetworkClass.IPV6);

  private final Book book = new Book();

  private TestNode start(Object... settings) {
    List<Object> all = new ArrayList<>(List.of("listen", new String[0]));
    all.addAll(List.of(settings));
    TestNode node = new TestNode(Network.MAIN, Path.of("target"), all.toArray());
    node.engine.add(book);
    return node.start();
  }

  private static Set<NetworkClass> with(NetworkClass... more) {
    Set<NetworkClass> all = new HashSet<>(PLAIN);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void aNetworkIsReachableWhileAWayIntoItIsOpenAndBound() {
    TestNode node = start();
    node.loop.advance(SECOND);
    assertEquals(PLAIN, book.outlook.reachable());

    Tunnel tunnel = new Tunnel(NetworkClass.I2P);
    node.engine.add(tunnel);
    node.loop.advance(SECOND);
    assertEquals(with(NetworkClass.I2P), book.outlook.reachable());

    tunnel.open = false;
    node.loop.advance(SECOND);
    assertEquals(PLAIN, book.outlook.reachable());

    tunnel.open = true;
    node.loop.advance(SECOND);
    node.configure("onlynet", new String[] {"i2p", "onion"});
    assertEquals(Set.of(NetworkClass.I2P), book.outlook.reachable());

    node.engine.remove(tunnel);
    node.loop.advance(SECOND);
    assertEquals(Set.of(), book.outlook.reachable());
  }

  @Test
  void connectionsAreOpenedByTheFirstWayThatIsOpen() {
    TestNode node = start();
    Tunnel shut = new Tunnel(NetworkClass.I2P);
    shut.open = false;
    Tunnel tunnel = new Tunnel(NetworkClass.I2P);
    tunnel.passage = CompletableFuture.completedFuture(Passage.direct(host(node)));
    Tunnel other = new Tunnel(NetworkClass.ONION);
    List.of(shut, other, tunnel).forEach(node.engine::add);
    CompletionStage<Long> id = node.engine.connect(I2P);
    node.loop.advance(SECOND);
    assertEquals("stands as 1", outcome(id));
    assertEquals(List.of(I2P), tunnel.asked);
    assertEquals(List.of(), shut.asked);
    assertEquals(List.of(), other.asked);
    assertEquals(1, node.established().size());
  }

  @Test
  void anOperatorsProxyComesBeforeAWay() {
    TestNode node = start();
    InetSocketAddress proxy = host(node);
    node.configure("proxy.onion", proxy.getAddress().getHostAddress() + ":" + proxy.getPort());
    Tunnel tunnel = new Tunnel(NetworkClass.ONION);
    node.engine.add(tunnel);
    CompletionStage<Long> id = node.engine.connect(ONION);
    node.loop.advance(SECOND);
    assertEquals("stands as 1", outcome(id));
    assertEquals(List.of(), tunnel.asked);

    node.configure("proxy.onion", "");
    node.engine.connect(ONION);
    node.loop.advance(SECOND);
    assertEquals(List.of(ONION), tunnel.asked);
  }

  @Test
  void aWayThatFindsNoPassageSaysWhyAndTheAddressIsNotBlamed() {
    TestNode node = start();
    Tunnel tunnel = new Tunnel(NetworkClass.ONION);
    node.engine.add(tunnel);
    CompletionStage<Long> id = node.engine.connect(ONION);
    node.loop.advance(SECOND);
    assertFalse(id.toCompletableFuture().isDone(), "waits for the way");
    CompletionStage<Long> again = node.engine.connect(ONION);
    node.loop.advance(SECOND);
    assertEquals(ONION + " is being dialled already", outcome(again));

    tunnel.passage.completeExceptionally(new IllegalStateException("no tunnel is built"));
    node.loop.runDue();
    assertEquals("no tunnel is built", outcome(id));
    assertEquals(List.of(), book.attempted);

    node.engine.remove(tunnel);
    CompletionStage<Long> without = node.engine.connect(ONION);
    node.loop.runDue();
    assertTrue(outcome(without).endsWith("no proxy for its network, nor another way"));
  }

  @Test
  void aPassageThatComesTooLateIsLeft() {
    TestNode node = start();
    Tunnel tunnel = new Tunnel(NetworkClass.ONION);
    node.engine.add(tunnel);
    CompletionStage<Long> id = node.engine.connect(ONION);
    node.loop.advance(Duration.ofSeconds(599));
    assertFalse(id.toCompletableFuture().isDone());
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals("no way there within 600 s", outcome(id));
    Counted late = new Counted();
    tunnel.passage.complete(late);
    node.loop.runDue();
    assertEquals(1, late.left);
  }

  @Test
  void aWayThatThrowsIsNone() {
    TestNode node = start();
    node.engine.add(
        new Way() {
          @Override
          public NetworkClass network() {
            return NetworkClass.ONION;
          }

          @Override
          public boolean open() {
            throw new IllegalStateException("broken");
          }

          @Override
          public CompletionStage<Passage> passage(Destination to) {
            throw new IllegalStateException("not asked");
          }
        });
    Tunnel tunnel = new Tunnel(NetworkClass.ONION);
    node.engine.add(tunnel);
    node.engine.connect(ONION);
    node.loop.advance(SECOND);
    assertEquals(List.of(ONION), tunnel.asked);
    assertEquals(with(NetworkClass.ONION), book.outlook.reachable());
  }

  @Test
  void automaticConnectionsGoByAWay() {
    TestNode node = start("outbound", 1, "block.relay", 0, "feeler.seconds", 86_400);
    Tunnel tunnel = new Tunnel(NetworkClass.ONION);
    tunnel.passage = CompletableFuture.completedFuture(Passage.direct(host(node)));
    node.loop.advance(SECOND);
    assertFalse(book.asked.stream().anyMatch(each -> each.contains(NetworkClass.ONION)));
    node.engine.add(tunnel);
    book.addresses.add(ONION);
    node.loop.runUntil(() -> !node.established().isEmpty(), Duration.ofSeconds(10));
    assertEquals(ConnectionType.OUTBOUND_FULL_RELAY, node.only().type());
    assertEquals(List.of(ONION), tunnel.asked);
    assertEquals(List.of(ONION), book.attempted);
  }

  @Test
  void addressesOfCjdnsAreDialledAsTheyAreWhereTheMachineIsPartOfIt() {
    NetworkAddress cjdns = NetworkAddress.parse("[fc00::1:2]:18444");
    TestNode node =
        start(
            "connect",
            new String[] {"[fc00::1:2]:18444"},
            "cjdns.reachable",
            true,
            "outbound",
            0,
            "block.relay",
            0);
    TestNode.listen(greeting(node, cjdns));
    node.loop.runUntil(() -> !node.established().isEmpty(), Duration.ofSeconds(10));
    assertEquals(NetworkAddress.CJDNS, node.only().address().id());
    assertEquals(cjdns, node.only().address());
    assertEquals(NetworkClass.CJDNS, node.only().network());
    assertEquals(with(NetworkClass.CJDNS), book.outlook.reachable());
    CompletionStage<Long> again = node.engine.connect(cjdns);
    node.loop.runDue();
    assertEquals("stands as 1", outcome(again));
  }

  @Test
  void elsewhereTheyArePartOfIpv6() {
    NetworkAddress cjdns = NetworkAddress.parse("[fc00::1:2]:18444");
    TestNode node = start("outbound", 0, "block.relay", 0);
    TestNode.listen(greeting(node, cjdns));
    CompletionStage<Long> id = node.engine.connect(cjdns);
    node.loop.advance(SECOND);
    assertEquals("stands as 1", outcome(id));
    assertEquals(NetworkAddress.IPV6, node.only().address().id());
    assertEquals(PLAIN, book.outlook.reachable());
  }

  private static InetSocketAddress host(TestNode node) {
    return TestNode.listen(node.host());
  }

  private static Stranger greeting(TestNode node, NetworkAddress at) {
    return node.host(node.network.host(at.toSocketAddress().orElseThrow().getAddress()));
  }

  private static String outcome(CompletionStage<Long> id) {
    return id.handle(
            (peer, failure) -> failure == null ? "stands as " + peer : failure.getMessage())
        .toCompletableFuture()
        .getNow("undecided");
  }

  /** A way that a test opens and closes. */
  private static final class Tunnel implements Way {
    final List<NetworkAddress> asked = new ArrayList<>();
    private final NetworkClass network;
    boolean open = true;
    CompletableFuture<Passage> passage = new CompletableFuture<>();

    Tunnel(NetworkClass network) {
      this.network = network;
    }

    @Override
    public NetworkClass network() {
      return network;
    }

    @Override
    public boolean open() {
      return open;
    }

    @Override
    public CompletionStage<Passage> passage(Destination to) {
      asked.add(to.address());
      return passage;
    }
  }

  private static final class Counted implements Passage {
    int left;

    @Override
    public InetSocketAddress via() {
      return new InetSocketAddress("10.0.0.1", 1);
    }

    @Override
    public Optional<Opening> opening() {
      return Optional.empty();
    }

    @Override
    public void left() {
      left++;
    }
  }
}
