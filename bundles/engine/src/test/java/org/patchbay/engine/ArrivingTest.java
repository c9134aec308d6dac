package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.CloseReason.Code;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.NetworkClass;

/** What an arrival is allowed, and how many may come (protocol-facts §9.10, §11.5). */
class ArrivingTest {
  private static final EvictionPolicy OLDEST =
      (candidates, now) -> candidates.stream().min(Comparator.comparing(PeerView::id));

  private static Stranger arrive(TestNode node, String from, int port) {
    try {
      Stranger stranger = new Stranger(node.network.host(InetAddress.getByName(from)));
      return again(node, stranger, port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static Stranger again(TestNode node, Stranger stranger, int port) {
    stranger.dial(new InetSocketAddress(node.address().getAddress(), port));
    node.loop.advance(Duration.ofMillis(200));
    return stranger;
  }

  private static Stranger arrive(TestNode node, String from) {
    return arrive(node, from, TestNode.PORT);
  }

  private static PeerView youngest(TestNode node) {
    List<PeerView> peers = node.engine.peers();
    return peers.get(peers.size() - 1);
  }

  private static long ended(TestNode node, Code code) {
    return node.engine.endedByReason().getOrDefault(code, 0L);
  }

  @Test
  void permissionsFollowTheConfigurationWhilePeersLive() {
    TestNode node = new TestNode().start();
    Stranger guest = arrive(node, "12.0.0.1");
    assertEquals(Set.of(), node.only().permissions());
    node.configure("permissions", new String[] {"noban+addr@12.0.0.0/8"});
    assertEquals(
        Set.of(Permission.NOBAN, Permission.DOWNLOAD, Permission.ADDR), node.only().permissions());

    node.configure("bans", new String[] {"12.0.0.1"});
    node.loop.advance(Duration.ofSeconds(2));
    assertTrue(guest.closed().isEmpty());
    node.configure("permissions", new String[0]);
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(1, guest.closed().size());
    assertEquals(1, ended(node, Code.BANNED));
  }

  @Test
  void whoComesInAtAListeningAddressIsAllowedWhatItIs() {
    TestNode node =
        new TestNode(
                "listen",
                new String[] {"0.0.0.0:18444", "forcerelay@0.0.0.0:18445"},
                "permissions",
                new String[] {"addr@12.0.0.1"})
            .start();
    arrive(node, "12.0.0.1", 18445);
    assertEquals(
        Set.of(Permission.FORCERELAY, Permission.RELAY, Permission.ADDR),
        node.only().permissions());
    node.configure("listen", new String[] {"0.0.0.0:18444", "mempool@0.0.0.0:18445"});
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(Set.of(Permission.MEMPOOL, Permission.ADDR), node.only().permissions());
    assertEquals(2, node.engine.listening().size());

    arrive(node, "12.0.0.2", 18444);
    assertEquals(Set.of(), youngest(node).permissions());
  }

  @Test
  void whoComesThroughTorIsOfTheOnionNetworkAndHasNoAddressThatRulesCouldCover() {
    TestNode node =
        new TestNode(
                "listen",
                new String[] {"0.0.0.0:18444", "relay@0.0.0.0:18445=onion"},
                "permissions",
                new String[] {"noban@127.0.0.1"})
            .start();
    arrive(node, "127.0.0.1", 18445);
    assertEquals(NetworkClass.ONION, node.only().network());
    assertEquals(Set.of(Permission.RELAY), node.only().permissions());
  }

  @Test
  void aBanOfTheOnionNetworkCoversWhoComesThroughTorAndABanOfLoopbackDoesNot() {
    TestNode node =
        new TestNode("listen", new String[] {"0.0.0.0:18444", "0.0.0.0:18445=onion"}).start();
    Stranger local = arrive(node, "127.0.0.1", 18444);
    Stranger onion = arrive(node, "127.0.0.2", 18445);

    node.configure("bans", new String[] {"127.0.0.0/8"});
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(1, local.closed().size());
    assertTrue(onion.closed().isEmpty());
    assertTrue(arrive(node, "127.0.0.3", 18445).closed().isEmpty());

    node.configure("bans", new String[] {"onion"});
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(1, onion.closed().size());
    assertEquals(List.of(), node.engine.peers());
    assertEquals(1, arrive(node, "127.0.0.4", 18445).closed().size());
    assertTrue(arrive(node, "127.0.0.5", 18444).closed().isEmpty());
    assertEquals(4, ended(node, Code.BANNED));
  }

  @Test
  void rulesHoldForTheDirectionThatTheyName() {
    TestNode node =
        new TestNode(
            "connect",
            new String[] {"11.0.0.2:18444"},
            "permissions",
            new String[] {"out+relay@11.0.0.2", "in+out+addr@0.0.0.0/0", "mempool@0.0.0.0/0"});
    TestNode.listen(node.host());
    node.start();
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(Set.of(Permission.RELAY, Permission.ADDR), node.only().permissions());
    arrive(node, "12.0.0.1");
    assertEquals(Set.of(Permission.MEMPOOL, Permission.ADDR), youngest(node).permissions());
  }

  @Test
  void oneSourceComesNoFasterThanItMay() {
    TestNode node =
        new TestNode(
                "inbound.rate",
                0.5,
                "inbound.burst",
                2,
                "permissions",
                new String[] {"addr@12.0.0.9"})
            .start();
    arrive(node, "12.0.0.1");
    Stranger second = arrive(node, "12.0.0.2");
    Stranger third = arrive(node, "12.0.0.3");
    assertTrue(second.closed().isEmpty());
    assertEquals(1, third.closed().size());
    assertEquals(1, ended(node, Code.RATE_LIMIT));
    assertTrue(arrive(node, "12.0.0.9").closed().isEmpty(), "has a permission");
    assertTrue(arrive(node, "12.0.1.1").closed().isEmpty(), "comes from elsewhere");

    node.loop.advance(Duration.ofSeconds(2));
    assertTrue(again(node, third, TestNode.PORT).closed().size() == 1, "a token has come");
    node.configure("inbound.rate", 0.0);
    for (int i = 0; i < 10; i++) {
      again(node, third, TestNode.PORT);
    }
    assertEquals(1, ended(node, Code.RATE_LIMIT), "the limit is off");
  }

  @Test
  void allOfTorIsOneSourceBesideLoopback() {
    TestNode node =
        new TestNode(
                "inbound.rate",
                0.001,
                "inbound.burst",
                1,
                "listen",
                new String[] {"0.0.0.0:18444", "0.0.0.0:18445=onion"})
            .start();
    Stranger local = arrive(node, "127.0.0.1", 18444);
    again(node, local, 18445);
    assertEquals(0, ended(node, Code.RATE_LIMIT));
    again(node, local, 18445);
    assertEquals(1, ended(node, Code.RATE_LIMIT));
  }

  @Test
  void sourcesAreForgottenBeforeThereAreTooMany() {
    EngineSettings.Arriving limits = new EngineSettings.Arriving(0, 0.001, 1, 0);
    ArrivalRate rate = new ArrivalRate();
    assertTrue(rate.allow(source(-1), limits, 0));
    assertFalse(rate.allow(source(-1), limits, 0));
    for (int i = 0; i < 10_000; i++) {
      assertTrue(rate.allow(source(i), limits, 0));
    }
    assertFalse(rate.allow(source(9_999), limits, 0));
    assertTrue(rate.allow(source(-1), limits, 0), "was quiet for the longest time");
  }

  private static ArrivalRate.Source source(int prefix) {
    return new ArrivalRate.Source(NetworkClass.IPV4, null, prefix);
  }

  @Test
  void aGroupThatHasItsNumberGetsNoMore() {
    TestNode node = new TestNode("permissions", new String[] {"addr@12.0.0.9"}).start();
    for (String from : List.of("12.0.0.1", "12.0.0.2", "12.0.0.3")) {
      assertTrue(arrive(node, from).closed().isEmpty(), "no limit");
    }
    node.configure("inbound.per.group", 3);
    Stranger fourth = arrive(node, "12.0.255.4");
    assertEquals(1, fourth.closed().size());
    assertTrue(arrive(node, "12.1.0.1").closed().isEmpty(), "of another group");
    assertTrue(arrive(node, "12.0.0.9").closed().isEmpty(), "has a permission");
    assertEquals(1, ended(node, Code.GROUP_FULL));

    node.configure("inbound.per.group", 4);
    again(node, fourth, TestNode.PORT);
    assertEquals(6, node.engine.peers().size(), "who has a permission is not counted");
    again(node, fourth, TestNode.PORT);
    assertEquals(2, ended(node, Code.GROUP_FULL));
    node.configure("inbound.per.group", 1);
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(6, node.engine.peers().size(), "who is connected stays");
  }

  @Test
  void anAutonomousSystemIsOneGroupAndLoopbackNone() {
    TestNode node = new TestNode("inbound.per.group", 2).start();
    Book book = new Book();
    book.groups = address -> address.isLocal() ? new byte[1] : new byte[] {2, 0, 0, 0, 7};
    book.systems = address -> address.isLocal() ? OptionalLong.empty() : OptionalLong.of(7);
    node.engine.add(book);
    node.loop.advance(Duration.ofMillis(1));
    for (String from : List.of("12.0.0.1", "13.0.0.1", "14.0.0.1")) {
      arrive(node, from);
    }
    assertEquals(2, node.engine.peers().size());
    for (int i = 1; i < 5; i++) {
      assertTrue(arrive(node, "127.0.0." + i).closed().isEmpty());
    }
    assertEquals(1, ended(node, Code.GROUP_FULL));
  }

  @Test
  void allOfTorIsOneGroupByItsListeningAddress() {
    TestNode node =
        new TestNode(
                "inbound.per.group",
                1,
                "listen",
                new String[] {"0.0.0.0:18444", "0.0.0.0:18445=onion", "0.0.0.0:18446=onion"})
            .start();
    assertTrue(arrive(node, "127.0.0.1", 18444).closed().isEmpty());
    assertTrue(arrive(node, "127.0.0.2", 18445).closed().isEmpty());
    assertEquals(1, arrive(node, "127.0.0.3", 18445).closed().size());
    assertTrue(arrive(node, "127.0.0.4", 18446).closed().isEmpty());
    assertEquals(1, ended(node, Code.GROUP_FULL));
  }

  @Test
  void reservedSlotsAreForThoseWithAPermission() {
    TestNode node =
        new TestNode(
                "max.inbound",
                3,
                "inbound.reserved",
                1,
                "permissions",
                new String[] {"addr@13.0.0.0/8"})
            .start();
    arrive(node, "12.0.0.1");
    arrive(node, "12.0.0.2");
    assertEquals(1, arrive(node, "12.0.0.3").closed().size());
    assertTrue(arrive(node, "13.0.0.1").closed().isEmpty());
    assertEquals(1, arrive(node, "13.0.0.2").closed().size());
    assertEquals(2, ended(node, Code.NO_SLOT));

    node.engine.add(EvictionPolicy.class, OLDEST, "oldest", 0, 1);
    for (int i = 0; i < 4; i++) {
      arrive(node, "12.0.1." + i);
    }
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(
        List.of("12.0.1.2", "12.0.1.3", "13.0.0.1"),
        node.engine.peers().stream()
            .map(peer -> peer.address().host())
            .sorted()
            .collect(Collectors.toList()));
  }

  @Test
  void peersAreCountedByHost() {
    TestNode node = new TestNode().start();
    for (String from : List.of("12.0.0.1", "12.0.0.1", "12.0.0.2", "127.0.0.1", "127.0.0.1")) {
      arrive(node, from);
    }
    assertEquals(List.of(2, 2, 1, 1, 1), atHosts(node));
    node.engine.drop(1, "");
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(List.of(1, 1, 1, 1), atHosts(node));
  }

  private static List<Integer> atHosts(TestNode node) {
    return node.engine.peers().stream().map(PeerView::peersAtHost).toList();
  }

  @Test
  void whereTheBookKnowsTheSystemOfAnAddressThatIsItsGroup() {
    TestNode node = new TestNode().start();
    Book book = new Book();
    book.groups = address -> new byte[] {2, 0, 0, 0, (byte) (address.bytes()[0] / 2)};
    book.systems = address -> OptionalLong.of(address.bytes()[0] / 2);
    arrive(node, "12.0.0.1");
    node.engine.add(book);
    for (String from : List.of("12.1.0.1", "13.0.0.1", "14.0.0.1")) {
      arrive(node, from);
    }
    List<Long> groups = node.engine.peers().stream().map(PeerView::keyedNetGroup).toList();
    assertEquals(groups.get(1), groups.get(2));
    assertEquals(3, Set.copyOf(groups).size());
    assertEquals(
        List.of("12.0.0.0/16", "AS6", "AS6", "AS7"),
        node.engine.peers().stream().map(PeerView::group).toList());
    assertEquals(
        List.of(0L, 6L, 6L, 7L),
        node.engine.peers().stream().map(PeerView::autonomousSystem).toList());
  }
}
