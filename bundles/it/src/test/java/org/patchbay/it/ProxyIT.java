package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;

/** One node reaches another by a name and a SOCKS5 proxy. */
class ProxyIT {
  @TempDir Path folder;
  @TempDir Path other;

  @Test
  void aPeerIsReachedThroughAProxyOfOthersThatAloneLooksUpItsName() throws Exception {
    try (Microsocks proxy = Microsocks.start();
        EmbeddedNode there = EmbeddedNode.start(other);
        EmbeddedNode here =
            EmbeddedNode.start(
                folder,
                "patchbay.engine/proxy=" + proxy.address(),
                "patchbay.engine/connect=localhost:" + there.address().getPort())) {
      EmbeddedNode.await(
          () -> "established through the proxy: " + here.standing(),
          () -> established(here.node().peers()));

      PeerView peer = here.node().peers().get(0);
      assertTrue(peer.transport().startsWith("v2"), peer.transport());
      assertTrue(peer.address().toString().startsWith("[fd6b:88c0:8724"), "its name stands for it");
      String name = "localhost:" + there.address().getPort();
      assertTrue(peer.notes().contains("known by its name alone: " + name), "" + peer.notes());
      assertEquals(1, there.node().peers().size());
    }
  }

  @Test
  void aNameGoesToTheProxyOrNowhereUntilThereIsNone() throws Exception {
    try (ServerSocket broken = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        EmbeddedNode there = EmbeddedNode.start(other);
        EmbeddedNode here = EmbeddedNode.startAsConfigured(folder)) {
      here.settings().set("patchbay.engine", "proxy", "127.0.0.1:" + broken.getLocalPort());
      here.settings().set("patchbay.engine", "connect", "localhost:" + there.address().getPort());
      for (int i = 0; i < 2; i++) {
        try (Socket asked = broken.accept()) {
          assertEquals(5, asked.getInputStream().read(), "version of SOCKS");
        }
      }
      assertEquals(List.of(), there.node().peers());

      here.settings().reset("patchbay.engine", "proxy");
      EmbeddedNode.await(
          () -> "straight once there is no proxy: " + here.standing(),
          () -> established(here.node().peers()));
    }
  }

  private static boolean established(List<PeerView> peers) {
    return peers.size() == 1 && peers.get(0).state() == PeerState.ESTABLISHED;
  }
}
