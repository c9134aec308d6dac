package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.Test;
import org.patchbay.api.local.LocalAddress;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.node.Footing;
import org.patchbay.api.node.Footing.Hold;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** The commands as Gogo calls them: words in, screen or one line of refusal out. */
class CommandsTest {
  private final FakeNode node = new FakeNode();
  private final FakeSettings settings = new FakeSettings();
  private final VirtualLoop loop = new VirtualLoop(1);
  private final Parts parts = new Parts();
  private final CommandSession session;
  private int pauses;

  CommandsTest() {
    parts.node = node;
    parts.settings = settings;
    parts.loop = loop;
    node.peers.add(
        FakePeer.inbound()
            .established()
            .id(3)
            .address(NetworkAddress.parse("127.0.0.1:51000"))
            .lastPing(12_300_000)
            .bytesIn(4_560)
            .session("ab12".repeat(16))
            .received(Map.of("ping", new org.patchbay.api.peer.PeerView.MessageCount(2, 64, 900)))
            .notes(List.of("malformed: needs 8 bytes, has 3")));
    node.slot(FakeNode.Filled.of("eviction", "core", "", "core", "scored"));
    node.slot(FakeNode.Filled.of("scoring", "none", "none", "none", "weighted"));
    loop.advance(Duration.ofSeconds(192));
    ThreadIOImpl io = new ThreadIOImpl();
    CommandProcessorImpl processor = new CommandProcessorImpl(io);
    processor.addConverter(new Screen());
    Help help =
        new Help(new OtherCommands(name -> Stream.of("lab:attack [NAME]: begins an attack")));
    help.groups =
        List.of(
            new PeerCommands(parts),
            new PolicyCommands(parts, millis -> pauses++),
            new ChainCommands(parts),
            new AddrCommands(parts),
            new NetCommands(parts),
            new ConfigCommands(parts));
    processor.addCommand(help.scope(), help);
    help.groups.forEach(group -> processor.addCommand(group.scope(), group));
    session =
        processor.createSession(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream());
  }

  @Test
  void peerListIsATableOfLivePeers() throws Exception {
    assertEquals(
        """
        ID  TYPE     NET   VIA  GROUP  ALLOWED  STATE    AGE     PING  HEIGHT  AGENT             ADDRESS
         3  inbound  ipv4  v1   -      -        live   3m12s  12.3 ms       0  /Satoshi:28.0.0/  127.0.0.1:51000""",
        screen("peer:list"));
    node.peers.clear();
    assertEquals("no peers", screen("peer:list"));
  }

  @Test
  void peerListTellsKindNetworkTransportPermissionsAndGroupIn120Columns() throws Exception {
    node.peers.clear();
    node.peers.add(
        FakePeer.outbound()
            .established()
            .id(9_999)
            .address(NetworkAddress.parse("203.100.113.250:48333"))
            .network(NetworkClass.IPV4)
            .transport("v2 standard")
            .group("203.100.0.0/16")
            .lastPing(123_400_000)
            .knownHeight(923_456)
            .userAgent("/Satoshi:28.0.0(with a long comment)/"));
    node.peers.add(
        FakePeer.inbound()
            .established()
            .id(10_000)
            .address(NetworkAddress.parse("127.0.0.1:40000"))
            .network(NetworkClass.ONION)
            .permissions(Set.of(Permission.NOBAN, Permission.DOWNLOAD)));
    List<String> lines = screen("peer:list").lines().toList();
    assertEquals(
        List.of(
            "   ID  TYPE      NET    VIA  GROUP       ALLOWED  STATE    AGE    PING  HEIGHT  AGENT             ADDRESS",
            " 9999  outbound  ipv4   v2   203.100/16  -        live   3m12s  123 ms  923456  /Satoshi:28.0.0…  203.100.113.250:48333",
            "10000  inbound   onion  v1   -           noban    live   3m12s       -       0  /Satoshi:28.0.0/  127.0.0.1:40000"),
        lines);
    lines.forEach(line -> assertTrue(line.length() <= 120, line.length() + ": " + line));
  }

  @Test
  void permissionsAreSaidInTheFewestWordsAndATransportOnceItIsKnown() {
    FakePeer peer = FakePeer.inbound().transport("detecting standard");
    assertEquals("", PeerRow.of(peer, 0).via());
    peer.permissions(
        Set.of(Permission.NOBAN, Permission.DOWNLOAD, Permission.RELAY, Permission.MEMPOOL));
    assertEquals("noban+relay+mempool", PeerRow.of(peer, 0).allowed());
    peer.permissions(Set.of(Permission.FORCERELAY, Permission.RELAY, Permission.DOWNLOAD));
    assertEquals("download+forcerelay", PeerRow.of(peer, 0).allowed());
    assertEquals("all", PeerRow.of(peer.permissions(Set.of(Permission.values())), 0).allowed());
  }

  @Test
  void aRowAnswersItsFields() throws Exception {
    assertEquals("127.0.0.1:51000", screen("((peer:list) get 0) address"));
  }

  @Test
  void peerShowTellsOfLiveAndEndedPeers() throws Exception {
    String live = screen("peer:show 3");
    assertTrue(live.contains("notes             malformed: needs 8 bytes, has 3"), live);
    assertTrue(live.contains("ping            2"), live);
    assertTrue(live.contains("\nsession           " + "ab12".repeat(16) + "\n"), live);
    node.ended.add(
        new FakeNode.Gone(
            FakePeer.inbound().id(2).state(PeerState.CLOSING),
            CloseReason.of(CloseReason.Code.PING_TIMEOUT, "nothing for 1200 s"),
            loop.now()));
    loop.advance(Duration.ofSeconds(5));
    String ended = screen("peer:show 2");
    assertTrue(ended.contains("ended             ping-timeout: nothing for 1200 s, 5s ago"), ended);
    String list = screen("peer:gone");
    assertTrue(list.endsWith("since the start: ping-timeout 1"), list);
  }

  @Test
  void peerWhyTellsWhoWantedThePeerAndWhatKeepsIt() throws Exception {
    node.footings.put(
        3L,
        new Footing(
            "it connected to us at 0.0.0.0:18444", 7, 114, Hold.STAYS, "ping: quick", true, false));
    assertEquals(
        """
        id            3
        address       127.0.0.1:51000
        type          inbound
        network       ipv4
        because       it connected to us at 0.0.0.0:18444
        slot          7 of 114 slots of its type taken
        eviction      ping: quick
        permissions   -
        misbehaviour  0 of 100
        discouraged   its address is
        banned        no""",
        screen("peer:why 3"));
    node.footings.put(3L, new Footing("", 1, -1, Hold.GOES, "", false, true));
    String page = screen("peer:why 3");
    assertTrue(page.contains("1 connected of its type"), page);
    assertTrue(page.contains("it would go if an inbound slot were needed now"), page);
    assertEquals("no peer 9 (live: 3)", refusal("peer:why 9"));
  }

  @Test
  void whatIsWrongIsSaidInOneLineWithTheValueAndWhatIsAllowed() {
    assertEquals("no peer 99 (live: 3)", refusal("peer:show 99"));
    assertEquals("peer \"abc\": a whole number is wanted", refusal("peer:show abc"));
    assertEquals("usage: peer:show ID (0 words given)", refusal("peer:show"));
    assertEquals("usage: peer:list (1 words given)", refusal("peer:list x"));
    assertEquals("no peer 7 (live: 3)", refusal("peer:drop 7"));
    assertEquals("slot \"evict\": allowed are eviction, scoring", refusal("policy:use evict core"));
    assertEquals(
        "policy \"strict\": allowed are core, scored", refusal("policy:use eviction strict"));
    assertEquals("usage: policy:use SLOT NAME (1 words given)", refusal("policy:use eviction"));
    assertEquals("address \"here\": HOST:PORT is wanted", refusal("peer:connect here"));
    assertEquals("port 70000: 1 to 65535 is allowed", refusal("peer:connect a.invalid:70000"));
    assertEquals(
        "the header chain is not there now: bundle org.patchbay.chain is missing, stopped or still"
            + " starting",
        refusal("chain:tip"));
    assertEquals(
        "usage: addr:list [--network NETWORK] [--max COUNT] (1 words given)",
        refusal("addr:list --network"));
    assertEquals("max 0: 1 to 1000000 is allowed", refusal("addr:list --max 0"));
    assertTrue(refusal("addr:list -n tor").startsWith("network \"tor\": allowed are"));
    assertTrue(refusal("addr:list").startsWith("the address book is not there now"));
    assertTrue(refusal("help nothing").startsWith("no command \"nothing\" of the node"));
  }

  @Test
  void peerDropSaysWhoWent() throws Exception {
    assertEquals("dropped peer 3 127.0.0.1:51000 /Satoshi:28.0.0/", screen("peer:drop 3"));
    assertTrue(node.peers.isEmpty());
  }

  @Test
  void peerConnectShowsTheNewPeerOrWhyNot() throws Exception {
    node.connecting.complete(3L);
    assertTrue(screen("peer:connect 127.0.0.1:51000").contains("127.0.0.1:51000"));
    assertEquals(List.of(NetworkAddress.parse("127.0.0.1:51000")), node.dialled);
    node.connecting = new java.util.concurrent.CompletableFuture<>();
    node.connecting.completeExceptionally(new java.io.IOException("connection refused"));
    assertEquals("connecting to [::1]:1: connection refused", refusal("peer:connect '[::1]:1'"));
  }

  @Test
  void policyUseWritesTheKeyAndWaitsUntilItIsInForce() throws Exception {
    settings.onWrite =
        line -> node.slot(FakeNode.Filled.of("eviction", "core", "scored", "core", "scored"));
    assertTrue(
        refusal("policy:use eviction scored")
            .startsWith("slot eviction: core is still in force after 3 s (wanted: scored"));
    assertEquals(60, pauses);
    settings.onWrite =
        line -> node.slot(FakeNode.Filled.of("eviction", "scored", "scored", "core", "scored"));
    String row = screen("policy:use eviction scored");
    assertTrue(row.contains("eviction  scored    scored  core, scored"), row);
    assertEquals("patchbay.engine/policy.eviction=scored", settings.written.get(1));
  }

  @Test
  void policyResetForgetsWhatWasWritten() throws Exception {
    settings.onWrite = line -> node.slot(FakeNode.Filled.of("scoring", "none", "", "none"));
    assertTrue(screen("policy:reset scoring").contains("by ranking"));
    assertEquals(List.of("patchbay.engine/policy.scoring"), settings.written);
  }

  @Test
  void whatSettingsRefuseIsShownAsItIs() {
    settings.onWrite =
        line -> {
          throw new IllegalArgumentException("patchbay.engine.cfg: no such key");
        };
    assertEquals("patchbay.engine.cfg: no such key", refusal("policy:use eviction scored"));
  }

  @Test
  void netCommandsShowTotals() throws Exception {
    String stats = screen("net:stats");
    assertTrue(stats.contains("received   12.3 kB"), stats);
    assertTrue(stats.contains("uptime     1h00m"), stats);
    assertTrue(stats.contains("listening  127.0.0.1:18444\n           [::1]:18444"), stats);
    assertTrue(stats.contains("transport  none: bundle org.patchbay.transport"), stats);
    assertEquals(
        """
        COMMAND  RECEIVED  BYTES IN  MEAN TIME  SENT  BYTES OUT
        ping            4     128 B    1.00 µs     0        0 B
        pong            0       0 B          -     4      128 B
        times in detail: bundle org.patchbay.metrics is not there now""",
        screen("net:messages"));
  }

  @Test
  void netLocalListsOwnAddresses() throws Exception {
    assertTrue(refusal("net:local").startsWith("the list of own addresses is not there now"));
    List<LocalAddress> own = new ArrayList<>();
    parts.local =
        new LocalAddresses() {
          @Override
          public Claim claim(NetworkAddress address, Origin origin) {
            throw new UnsupportedOperationException();
          }

          @Override
          public List<LocalAddress> list() {
            return own;
          }
        };
    assertEquals(
        "no own address is known; external of patchbay.engine names one", screen("net:local"));
    own.add(
        new LocalAddress(
            NetworkAddress.parse("9.1.2.3:8333"), LocalAddresses.Origin.MAPPED, 5, 12));
    assertEquals(
        """
        ADDRESS       NETWORK  ORIGIN  SCORE  CONFIRMED  TOLD
        9.1.2.3:8333  ipv4     mapped      5          2    12""",
        screen("net:local"));
    node.listening.clear();
    assertTrue(screen("net:local").endsWith("\nnothing listens: only addresses of I2P are told"));
  }

  @Test
  void aNameIsNotLookedUpBesideAProxy() throws Exception {
    settings.entries.add(
        new FakeSettings.Key("patchbay.engine", "proxy", "127.0.0.1:9050", "file", ""));
    assertEquals(
        "address \"a.invalid:8333\": names are for the proxy alone; name it in connect of"
            + " patchbay.engine",
        refusal("peer:connect a.invalid:8333"));
    node.connecting.complete(3L);
    assertTrue(screen("peer:connect 127.0.0.1:51000").contains("127.0.0.1:51000"));
  }

  @Test
  void configShowListsKeysAndRefusals() throws Exception {
    settings.entries.add(
        new FakeSettings.Key(
            "patchbay.lab", "peers", "14", "default", "How many peers there are."));
    settings.refusals.add("config/x.cfg: unknown component");
    assertEquals(
        """
        PID           KEY    VALUE  ORIGIN
        patchbay.lab  peers  14     default
        refused: config/x.cfg: unknown component""",
        screen("config:show"));
    assertTrue(screen("config:show patchbay.lab").contains("How many peers there are."));
    assertEquals("component \"lab\": allowed are patchbay.lab", refusal("config:show lab"));
  }

  @Test
  void helpListsEveryCommandAndExplainsOne() throws Exception {
    String all = screen("help");
    for (String usage :
        List.of(
            "peer:list",
            "peer:show ID",
            "peer:connect HOST:PORT",
            "peer:drop ID",
            "peer:gone",
            "policy:list",
            "policy:use SLOT NAME",
            "policy:reset SLOT",
            "chain:tip",
            "chain:header HEIGHT|HASH",
            "addr:list [--network NETWORK] [--max COUNT]",
            "addr:stats",
            "addr:import FILE",
            "addr:export FILE",
            "net:stats",
            "net:messages",
            "net:times COMMAND",
            "net:local",
            "config:show [PID]",
            "lab:attack [NAME]",
            "help [COMMAND]")) {
      assertTrue(all.contains("\n" + usage + " "), usage + " in " + all);
    }
    assertEquals(
        """
        usage    peer:show ID
        does     shows all that is known of one peer, live or ended, with its messages
        words    ID: number of a peer, as peer:list shows it
        options  -""",
        screen("help peer:show"));
    assertEquals(
        """
        usage    lab:attack [NAME]
        does     begins an attack
        words    [NAME]
        options  -""",
        screen("help lab:attack"));
  }

  private String screen(String line) throws Exception {
    Object result = session.execute(line);
    return session.format(result, Converter.INSPECT).toString();
  }

  private String refusal(String line) {
    return assertThrows(Refused.class, () -> session.execute(line)).toString();
  }
}
