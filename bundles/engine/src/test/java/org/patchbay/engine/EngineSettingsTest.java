package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Subnet;

class EngineSettingsTest {
  @Test
  void theDefaultsAreBitcoinCores() {
    EngineSettings settings = EngineSettings.of(Network.MAIN, Map.of());
    assertEquals(List.of(new Bind(new HostPort("::", 8333), Set.of(), false)), settings.listen());
    assertEquals(8, settings.outbound());
    assertEquals(114, settings.maxInbound());
    assertEquals(60_000_000_000L, settings.handshake());
    assertEquals(1200_000_000_000L, settings.inactivity());
  }

  @Test
  void bothFamiliesAreAskedForOnceWhereTheSecondTakesTheFirst() {
    EngineSettings settings =
        EngineSettings.of(
            Network.MAIN,
            Map.of(
                "listen",
                new String[] {"0.0.0.0", "[::]", "0.0.0.0:1", "noban@0.0.0.0:2", "[::]:2"}));
    assertEquals(
        List.of("[::]:8333", "0.0.0.0:1", "0.0.0.0:2", "[::]:2"),
        settings.listen().stream().map(bind -> bind.at().toString()).toList());
  }

  @Test
  void aBadEntryIsLeftOutAndTheOthersStay() {
    EngineSettings settings =
        EngineSettings.of(
            Network.REGTEST,
            Map.of(
                "connect", new String[] {"a:1:2", "b.example", "[::1]:5", ":9", "c:99999"},
                "bans", new String[] {"10.0.0.0/33", "10.0.0.0/8", "fe80::/10"},
                "permissions", new String[] {"fly@10.0.0.1", "noban@10.0.0.1", "noban"}));
    assertEquals(
        List.of(new HostPort("b.example", 18444), new HostPort("::1", 5)), settings.connect());
    assertEquals(2, settings.bans().size());
    assertEquals(1, settings.permissions().size());
  }

  @Test
  void addressesOfI2pHaveNoPort() {
    String host = "a".repeat(52) + ".b32.i2p";
    EngineSettings settings =
        EngineSettings.of(
            Network.MAIN, Map.of("connect", new String[] {host, "b.example", host + ":7"}));
    assertEquals(
        List.of(new HostPort(host, 0), new HostPort("b.example", 8333), new HostPort(host, 7)),
        settings.connect());
  }

  @Test
  void aBadUserAgentCommentLeavesTheRunningOne() {
    EngineSettings running =
        EngineSettings.of(Network.REGTEST, Map.of("user.agent.comment", "my node"));
    EngineSettings next =
        EngineSettings.of(Network.REGTEST, Map.of("user.agent.comment", "a/b"), running);
    assertEquals("my node", next.userAgentComment());
  }

  @Test
  void rangesContainWhatTheirBitsSay() {
    Subnet range = Subnet.parse("10.32.0.0/11");
    assertTrue(range.contains(NetworkAddress.parse("10.63.255.255:1")));
    assertFalse(range.contains(NetworkAddress.parse("10.64.0.0:1")));
    assertFalse(range.contains(NetworkAddress.parse("[::1]:1")));
    assertTrue(Subnet.parse("0.0.0.0/0").contains(NetworkAddress.parse("1.2.3.4:1")));
    assertTrue(Subnet.parse("2001:db8::/32").contains(NetworkAddress.parse("[2001:db8:1::1]:1")));
    assertFalse(Subnet.parse("1.2.3.4").contains(NetworkAddress.parse("1.2.3.5:1")));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Subnet.parse("1.2.3.4/x")).getMessage();
    assertTrue(message.startsWith("\"1.2.3.4/x\" (allowed: "), message);
  }

  @Test
  void nobanImpliesDownloadAndRulesAddUp() {
    List<PermissionRule> rules =
        List.of(
            PermissionRule.parse("noban@10.0.0.0/8"), PermissionRule.parse("addr,relay@10.0.0.1"));
    assertEquals(
        Set.of(Permission.NOBAN, Permission.DOWNLOAD, Permission.ADDR, Permission.RELAY),
        PermissionRule.of(rules, NetworkAddress.parse("10.0.0.1:1")));
    assertEquals(
        Set.of(Permission.NOBAN, Permission.DOWNLOAD),
        PermissionRule.of(rules, NetworkAddress.parse("10.0.0.2:1")));
    assertEquals(Set.of(), PermissionRule.of(rules, NetworkAddress.parse("11.0.0.2:1")));
  }

  @Test
  void aRangeAloneIsAllowedWhatBitcoinCoreAllowsIt() {
    PermissionRule rule = PermissionRule.parse("10.0.0.0/8");
    assertEquals(
        Set.of(Permission.NOBAN, Permission.DOWNLOAD, Permission.RELAY, Permission.MEMPOOL),
        rule.permissions());
    assertTrue(rule.in() && !rule.out());
    PermissionRule out = PermissionRule.parse("addr,out@10.0.0.1");
    assertEquals(Set.of(Permission.ADDR), out.permissions());
    assertTrue(out.out() && !out.in());
    PermissionRule both = PermissionRule.parse("in,addr,out@10.0.0.1");
    assertTrue(both.out() && both.in());
  }

  @Test
  void forcerelayImpliesRelayAndAllIsAll() {
    assertEquals(
        Set.of(Permission.FORCERELAY, Permission.RELAY),
        PermissionRule.parse("forcerelay@10.0.0.1").permissions());
    assertEquals(Set.of(Permission.values()), PermissionRule.parse("all@10.0.0.1").permissions());
    assertEquals(
        Set.of(Permission.BLOOMFILTER), PermissionRule.parse("bloom@10.0.0.1").permissions());
    assertEquals(
        Set.of(Permission.BLOOMFILTER), PermissionRule.parse("bloomfilter@10.0.0.1").permissions());
    String message =
        assertThrows(IllegalArgumentException.class, () -> PermissionRule.parse("blom@10.0.0.1"))
            .getMessage();
    assertEquals(
        "permission \"blom\" in \"blom@10.0.0.1\""
            + " (allowed: noban, download, addr, relay, forcerelay, mempool, bloomfilter,"
            + " all, in, out)",
        message);
  }

  @Test
  void userAgentsKeepToTheirAlphabet() {
    assertEquals("/Patchbay:1.2.3(hello)/", UserAgents.ours("1.2.3", "hello"));
    assertEquals("/ab:1/", UserAgents.printable("/a\u0007b:1/\n<>"));
    assertThrows(IllegalArgumentException.class, () -> UserAgents.ours("1", "x".repeat(250)));
  }
}
