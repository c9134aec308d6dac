package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.wire.Network;

/** Bans typed at the shell of a node, met by peers over sockets. */
class BansIT {
  private static final List<String> FEATURES = List.of("node", "policies", "vitals", "shell");

  @TempDir Path folder;

  private static void awaitBanned(EmbeddedNode node, long count) {
    EmbeddedNode.await(
        "banned " + count,
        () -> node.node().endedByReason().getOrDefault(CloseReason.Code.BANNED, 0L) == count);
  }

  @Test
  void aBanEndsWhomItCoversAtOnceAndKeepsThemOutUntilItIsTakenBack() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder, FEATURES);
        WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      NodeShell shell = new NodeShell(node);
      peer.barrier(1);
      assertTrue(shell.screen("ban:list").startsWith("nobody is banned"));

      shell.screen("ban:add 127.0.0.0/8 --for 7d --reason incident");

      assertTrue(peer.closedByNode());
      awaitBanned(node, 1);
      String list = shell.screen("ban:list");
      assertTrue(list.matches("(?s).*127.0.0.0/8 .*(7d00h|6d23h)  incident.*"), list);
      assertTrue(shell.screen("peer:gone").contains("banned: 127.0.0.0/8: incident"));
      assertRefused(node);
      assertEquals("1 ban removed", shell.screen("ban:remove 127.0.0.0/8"));
      assertJoins(node);
    }
  }

  @Test
  void aListIsImportedOutlivesARestartAndIsTakenBackByItsOrigin() throws Exception {
    Path list = folder.resolve("partners.json");
    Files.writeString(
        list,
        """
        {"banned_nets": [{"version": 1, "ban_created": 0, "banned_until": 4000000000,
                          "address": "127.0.0.1/32"}]}""");
    try (EmbeddedNode node = EmbeddedNode.start(folder, FEATURES)) {
      NodeShell shell = new NodeShell(node);
      assertTrue(shell.screen("ban:import " + list).startsWith("1 bans of "));
      assertRefused(node);
      Path bad = Files.writeString(folder.resolve("bad.json"), "{\n  \"banned_nets\": [7]}");
      String said = shell.screen("ban:import " + bad);
      assertTrue(said.contains("bad.json: line 2, column "), said);
      assertTrue(shell.screen("ban:add 10.0.0.0/33").contains("10.0.0.0/33"));
      assertTrue(shell.screen("ban:add 10.0.0.1 --until 2020-01-01T00:00:00Z").contains("past"));
    }
    try (EmbeddedNode node = EmbeddedNode.start(folder, FEATURES)) {
      NodeShell shell = new NodeShell(node);
      assertRefused(node);
      assertEquals("1 ban removed", shell.screen("ban:remove --origin partners.json"));
      assertJoins(node);
    }
  }

  @Test
  void bansHoldWhileTheirBundleIsAway() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder, FEATURES)) {
      new NodeShell(node).screen("ban:add 127.0.0.1");
      new Parts(node.context()).bundle("bans").stop();
      assertRefused(node);
      new Parts(node.context()).bundle("bans").start();
      assertRefused(node);
    }
  }

  private static void assertRefused(EmbeddedNode node) throws Exception {
    try (WirePeer peer = WirePeer.dial(Network.REGTEST, node.address())) {
      assertTrue(peer.closedByNode());
    }
    assertFalse(node.node().peers().stream().anyMatch(peer -> !peer.type().outbound()));
  }

  private static void assertJoins(EmbeddedNode node) throws Exception {
    try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      peer.barrier(1);
    }
  }
}
