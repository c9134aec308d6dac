package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.message.Version;

/** The connection plan of a whole node on virtual time. */
class OutboundTest {
  private static final int PORT = 8333;

  @TempDir Path folder;
  private final Book book = new Book();
  private TestNode node;

  /** A node whose book names hosts that finish handshakes, each in a group of its own. */
  private void start(int hosts, Object... settings) throws IOException {
    List<Object> all = new ArrayList<>(List.of("listen", new String[0]));
    all.addAll(List.of("inactivity.seconds", 86_400));
    all.addAll(List.of(settings));
    node = new TestNode(Network.MAIN, folder, all.toArray());
    for (int i = 1; i <= hosts; i++) {
      book.addresses.add(open(i));
    }
    node.engine.add(book);
    node.start();
  }

  private NetworkAddress open(int group) throws IOException {
    byte[] bytes = {20, (byte) group, 0, 1};
    new Stranger(node.network.host(InetAddress.getByAddress(bytes)))
        .onMessage(
            (link, message) -> {
              if (message instanceof Version) {
                link.send(Greeter.version(98, 70016));
                link.send(Greeter.verack());
              }
            })
        .listen(new InetSocketAddress("0.0.0.0", PORT));
    return NetworkAddress.of(NetworkAddress.IPV4, bytes, PORT);
  }

  private void pass(int seconds) {
    node.loop.advance(Duration.ofSeconds(seconds));
  }

  private long standing(ConnectionType type) {
    return node.established().stream().filter(each -> each.type() == type).count();
  }

  private long fullRelay() {
    return standing(ConnectionType.OUTBOUND_FULL_RELAY);
  }

  private long blockRelay() {
    return standing(ConnectionType.BLOCK_RELAY_ONLY);
  }

  private long ended(CloseReason.Code code) {
    return node.engine.endedByReason().getOrDefault(code, 0L);
  }

  @Test
  void eightOfAllKindsTwoForBlocksAloneAndWhyIsNoted() throws IOException {
    start(30);
    pass(20);
    assertEquals(8, fullRelay());
    assertEquals(2, blockRelay());
    assertEquals(List.of("full-relay slot"), node.engine.peer(1).orElseThrow().notes());
    PeerView last = node.established().get(9);
    assertEquals(List.of("block-relay slot"), last.notes());
  }

  @Test
  void fewerSlotsEndConnectionsAtOnceAndMoreOpenThem() throws IOException {
    start(30);
    pass(20);
    node.configure("outbound", 3);
    node.configure("block.relay", 1);
    pass(1);
    assertEquals(3, fullRelay());
    assertEquals(1, blockRelay());
    assertEquals(6, ended(CloseReason.Code.TRIMMED));
    node.configure("outbound", 6);
    pass(10);
    assertEquals(6, fullRelay());
    assertEquals(1, blockRelay());
  }

  @Test
  void fewerInboundSlotsEvictWhomThePolicyNames() {
    node = new TestNode().start();
    EvictionPolicy first = (candidates, now) -> candidates.stream().findFirst().map(each -> each);
    node.engine.add(EvictionPolicy.class, first, "first", 0, 1);
    for (int i = 0; i < 5; i++) {
      node.guest();
    }
    node.configure("max.inbound", 2);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(4L, 5L), node.established().stream().map(PeerView::id).toList());
    assertEquals(3, ended(CloseReason.Code.EVICTED));
  }

  @Test
  void whomThePolicyKeepsGoesWhenTheOperatorWantsFewerTheYoungestFirst() {
    node = new TestNode("permissions", new String[] {"noban@11.0.0.6"}).start();
    for (int i = 0; i < 5; i++) {
      node.guest();
    }
    node.configure("max.inbound", 2);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(1L, 5L), node.established().stream().map(PeerView::id).toList());
    assertEquals(3, ended(CloseReason.Code.EVICTED));
    node.configure("max.inbound", 0);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(5L), node.established().stream().map(PeerView::id).toList());
  }

  @Test
  void namedPeersHaveSlotsOfTheirOwn() throws IOException {
    String[] named = {"20.1.0.1:8333", "20.2.0.1:8333", "20.3.0.1:8333"};
    start(9, "connect", named, "manual", 2, "outbound", 3, "block.relay", 0);
    pass(20);
    assertEquals(2, standing(ConnectionType.MANUAL));
    assertEquals(3, fullRelay());
    Set<Integer> groups =
        node.established().stream()
            .map(each -> (int) each.address().bytes()[1])
            .collect(Collectors.toSet());
    assertEquals(5, groups.size());
    node.configure("manual", 1);
    pass(100);
    assertEquals(1, standing(ConnectionType.MANUAL));
    node.configure("manual", 3);
    pass(100);
    assertEquals(3, standing(ConnectionType.MANUAL));
  }

  @Test
  void automaticConnectionsKeepToTheNetworksNamed() throws IOException {
    start(9, "onlynet", new String[] {"onion"});
    pass(20);
    assertEquals(List.of(), book.attempted);
    assertEquals(Set.of(), book.outlook.reachable(), "without a proxy");
    node.configure("onlynet", new String[] {"ipv6", "ipv4"});
    pass(20);
    assertEquals(8, fullRelay());
    assertEquals(Set.of(NetworkClass.IPV4, NetworkClass.IPV6), book.outlook.reachable());
  }

  @Test
  void automaticPeersInANetworkThatIsNamedNoMoreAreLeftAtOnce() throws IOException {
    start(30, "connect", new String[] {"20.1.0.1:8333"});
    pass(20);
    assertEquals(8, fullRelay());
    assertEquals(2, blockRelay());
    node.configure("onlynet", new String[] {"ipv6", "ipv4"});
    pass(1);
    assertEquals(0, ended(CloseReason.Code.TRIMMED));
    node.configure("onlynet", new String[] {"onion"});
    pass(1);
    assertEquals(0, fullRelay() + blockRelay());
    assertEquals(1, standing(ConnectionType.MANUAL), "whom the operator names stays");
    assertEquals(10, ended(CloseReason.Code.TRIMMED));
    node.configure("onlynet", new String[0]);
    pass(20);
    assertEquals(8, fullRelay());
  }

  @Test
  void failuresCountOnlyWhileTwoGroupsAreConnected() throws IOException {
    start(0);
    book.addresses.add(NetworkAddress.parse("21.1.0.1:8333"));
    pass(5);
    assertTrue(book.counted.size() > 2);
    assertFalse(book.counted.contains(true), "while offline");
    book.addresses.clear();
    book.addresses.addAll(List.of(open(1), open(2)));
    pass(5);
    book.counted.clear();
    book.addresses.add(NetworkAddress.parse("21.1.0.1:8333"));
    pass(5);
    assertEquals(2, node.established().size());
    assertTrue(book.counted.size() > 2);
    assertFalse(book.counted.contains(false), "while online");
  }

  @Test
  void nothingIsOpenedWhereNeitherSlotsNorFeelersAreWanted() throws IOException {
    start(30, "outbound", 0, "block.relay", 0, "feeler.seconds", 0);
    pass(600);
    assertEquals(List.of(), node.engine.peers());
    assertEquals(List.of(), List.copyOf(book.attempted));
  }

  @Test
  void feelersTestOneAddressAtATimeAndOnlyThat() throws IOException {
    start(30, "outbound", 0, "block.relay", 0, "feeler.seconds", 1);
    pass(60);
    assertEquals(1, node.engine.peers().size(), "the one that nobody closes here");
    assertEquals(ConnectionType.FEELER, node.engine.peers().get(0).type());
    assertEquals(book.tested, book.attempted);
    for (long id = 1; id <= 5; id++) {
      node.engine.drop(node.engine.peers().get(0).id(), "a handshake would");
      pass(10);
    }
    assertTrue(book.attempted.size() > 3, book.attempted::toString);
  }

  @Test
  void whenTheTipStandsStillOnePeerMoreComesAndOneGoes() throws IOException {
    start(9, "outbound", 2, "block.relay", 0, "feeler.seconds", 86_400);
    StillChain chain = new StillChain(node.loop.wallTime().getEpochSecond());
    node.engine.add(chain);
    for (int seconds = 0; seconds < 30 * 60; seconds++) {
      pass(1);
      assertTrue(fullRelay() <= 2, "after " + seconds + " s");
    }
    assertTrue(node.loop.runUntil(() -> fullRelay() == 3, Duration.ofMinutes(11)));
    node.configure("user.agent.comment", "slots are as they were");
    assertEquals(3, fullRelay());
    assertTrue(node.loop.runUntil(() -> fullRelay() == 2, Duration.ofSeconds(91)));
    pass(1);
    assertEquals(1, ended(CloseReason.Code.TRIMMED));
    assertEquals(3, node.engine.ended().get(0).peer().id(), "the youngest of equals");
    chain.move(node.loop.wallTime().getEpochSecond());
    pass(30 * 60);
    assertEquals(1, ended(CloseReason.Code.TRIMMED));
  }

  /** Two peers and a third one for a tip that stands still, of which one goes; its id. */
  private long trimmedBy(EvictionPolicy policy) throws IOException {
    start(9, "outbound", 2, "block.relay", 0, "feeler.seconds", 86_400);
    node.engine.add(EvictionPolicy.class, policy, "trimming", 0, 7);
    node.engine.add(new StillChain(node.loop.wallTime().getEpochSecond()));
    assertTrue(node.loop.runUntil(() -> fullRelay() == 3, Duration.ofMinutes(45)));
    assertTrue(node.loop.runUntil(() -> fullRelay() == 2, Duration.ofSeconds(91)));
    pass(1);
    return node.engine.ended().get(0).peer().id();
  }

  /** An eviction policy whose only answer is who is trimmed. */
  private static EvictionPolicy trimming(Function<List<PeerView>, Optional<PeerView>> choice) {
    return new EvictionPolicy() {
      @Override
      public Optional<PeerView> evict(List<PeerView> candidates, long now) {
        return Optional.empty();
      }

      @Override
      public Optional<PeerView> trim(List<PeerView> candidates, long now) {
        return choice.apply(candidates);
      }
    };
  }

  @Test
  void theEvictionPolicyMayChooseWhoIsTooMany() throws IOException {
    List<Integer> offered = new ArrayList<>();
    long gone =
        trimmedBy(
            trimming(
                candidates -> {
                  offered.add(candidates.size());
                  return candidates.stream().min(Comparator.comparingLong(PeerView::id));
                }));
    assertEquals(1, gone, "the oldest");
    assertEquals(List.of(3), offered);
  }

  @Test
  void withoutAChoiceOrWithOneOutOfBoundsTheRuleHolds() throws IOException {
    assertEquals(3, trimmedBy(trimming(candidates -> Optional.empty())));
    book.addresses.clear();
    FakePeer stranger = FakePeer.outbound().established().id(1);
    assertEquals(3, trimmedBy(trimming(candidates -> Optional.of(stranger))));
    assertEquals(
        1,
        node.engine.slots().stream()
            .filter(slot -> slot.name().equals("eviction"))
            .findFirst()
            .orElseThrow()
            .strikes());
  }

  @Test
  void onceSyncedAnotherBlockRelayPeerComesForAWhileNowAndThen() throws IOException {
    start(30, "outbound", 1, "feeler.seconds", 86_400);
    StillChain chain = new StillChain(node.loop.wallTime().getEpochSecond() - 30_000);
    node.engine.add(chain);
    pass(1_500);
    assertEquals(2, blockRelay());
    assertEquals(0, ended(CloseReason.Code.TRIMMED));
    chain.move(node.loop.wallTime().getEpochSecond());
    int most = 0;
    for (int i = 0; i < 1_500; i++) {
      pass(1);
      most = Math.max(most, (int) blockRelay());
    }
    assertEquals(3, most);
    assertTrue(ended(CloseReason.Code.TRIMMED) >= 2);
  }

  @Test
  void aRestartDialsTheAnchorsFirst() throws IOException {
    start(30, "outbound", 2);
    pass(10);
    Set<NetworkAddress> anchors =
        node.established().stream()
            .filter(each -> each.type() == ConnectionType.BLOCK_RELAY_ONLY)
            .map(PeerView::address)
            .collect(Collectors.toSet());
    node.engine.stop();
    Path file = folder.resolve("anchors.txt");
    assertEquals(2, Files.readAllLines(file).size());
    book.attempted.clear();
    book.addresses.clear();
    start(30, "outbound", 2);
    assertFalse(Files.exists(file));
    pass(10);
    assertEquals(anchors, Set.copyOf(book.attempted.subList(0, 2)));
    assertEquals(2, blockRelay());
  }

  @Test
  void aSeedNodeIsAskedWhereNothingIsKnown() throws IOException {
    node =
        new TestNode(
            Network.MAIN, folder, "listen", new String[0], "seednodes", new String[] {"20.1.0.1"});
    open(1);
    node.engine.add(book);
    node.start();
    pass(1);
    assertEquals(ConnectionType.ADDR_FETCH, node.only().type());
    assertEquals(NetworkAddress.parse("20.1.0.1:8333"), node.only().address());
    assertTrue(book.outlook.seedNodes());
  }

  @Test
  void aHostThatTheBookHandsOutIsAskedOnce() throws IOException {
    start(1);
    book.hosts.add("20.7.0.1:8333");
    open(7);
    pass(5);
    assertEquals(1, standing(ConnectionType.ADDR_FETCH));
    assertEquals(1, fullRelay());
    assertEquals(1, book.outlook.fullRelay());
  }
}
