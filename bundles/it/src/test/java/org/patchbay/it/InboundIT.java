package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.Network;

/** Who may come in and stay, over sockets, while the configuration changes. */
class InboundIT {
  private static final List<String> FEATURES = List.of("node", "policies", "vitals", "shell");

  @TempDir Path folder;

  private static void configure(EmbeddedNode node, String lines) throws IOException {
    Files.writeString(node.config().resolve("patchbay.engine.cfg"), lines);
  }

  private static void awaitPermissions(EmbeddedNode node, Set<Permission> wanted) {
    EmbeddedNode.await(
        "permissions " + wanted,
        () -> node.node().peers().stream().allMatch(peer -> peer.permissions().equals(wanted)));
  }

  @Test
  void permissionsFollowTheFileWhileThePeerTalks() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder, FEATURES);
        WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      peer.barrier(1);
      configure(node, "permissions = noban+addr@127.0.0.0/8\n");
      awaitPermissions(node, Set.of(Permission.NOBAN, Permission.DOWNLOAD, Permission.ADDR));
      configure(node, "permissions = noban@127.0.0.1\nbans = 127.0.0.0/8\n");
      awaitPermissions(node, Set.of(Permission.NOBAN, Permission.DOWNLOAD));
      peer.barrier(2);
      configure(node, "bans = 127.0.0.0/8\n");
      assertTrue(peer.closedByNode());
    }
  }

  @Test
  void eachListeningAddressAllowsWhatItSays() throws Exception {
    try (EmbeddedNode node =
        EmbeddedNode.start(
            folder,
            FEATURES,
            "patchbay.engine/listen=127.0.0.1:0, relay@127.0.0.2:0, 127.0.0.3:0=onion")) {
      EmbeddedNode.await("three sockets", () -> node.node().listening().size() == 3);
      for (InetSocketAddress at : node.node().listening()) {
        try (WirePeer peer = WirePeer.join(Network.REGTEST, at)) {
          peer.barrier(1);
          PeerView there = node.node().peers().get(0);
          String host = at.getAddress().getHostAddress();
          assertEquals(
              host.equals("127.0.0.2") ? Set.of(Permission.RELAY) : Set.of(), there.permissions());
          assertEquals(host.equals("127.0.0.3") ? "onion" : "ipv4", there.network().label());
        }
        EmbeddedNode.await("it is gone", () -> node.node().peers().isEmpty());
      }
    }
  }

  @Test
  void aFullNodeEvictsWhomItSaidItWould() throws Exception {
    List<WirePeer> peers = new ArrayList<>();
    try (EmbeddedNode node = EmbeddedNode.start(folder, FEATURES)) {
      configure(node, "max.inbound = 40\n");
      EmbeddedNode.await("forty slots", () -> node.node().limits().inbound() == 40);
      for (int i = 0; i < 40; i++) {
        WirePeer peer = WirePeer.join(Network.REGTEST, node.address());
        peer.barrier(i + 1);
        peers.add(peer);
      }
      NodeShell shell = new NodeShell(node);
      List<Long> going = new ArrayList<>();
      int kept = 0;
      for (PeerView peer : node.node().peers()) {
        String page = shell.screen("peer:why " + peer.id());
        assertTrue(page.contains("40 of 40 slots"), page);
        if (page.contains("it would go if an inbound slot were needed now")) {
          going.add(peer.id());
        }
        kept += page.contains(" are kept") || page.contains(" is kept") ? 1 : 0;
      }
      assertEquals(1, going.size());
      assertTrue(kept >= 16 && kept < 40, kept + " are kept");

      peers.add(WirePeer.join(Network.REGTEST, node.address()));
      EmbeddedNode.await("one is evicted", () -> !node.node().ended().isEmpty());
      Node.Ended ended = node.node().ended().get(0);
      assertEquals(CloseReason.Code.EVICTED, ended.reason().code());
      assertEquals(going.get(0), ended.peer().id());
      assertEquals(40, node.node().peers().size());
    } finally {
      for (WirePeer peer : peers) {
        peer.close();
      }
    }
  }
}
