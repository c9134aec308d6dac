package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.local.LocalAddress;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** Two nodes meet in I2P, where neither listens on a socket. */
class I2pIT {
  private static final String NO_SOCKET = "patchbay.engine/listen=";

  @TempDir Path folder;
  @TempDir Path other;

  @Test
  void aNodeIsReachedByItsNameInI2pAndAgainAfterTheRouterForgotIt() throws Exception {
    try (SamRouter router = SamRouter.start();
        EmbeddedNode there =
            EmbeddedNode.start(
                other,
                NO_SOCKET,
                "patchbay.i2p/sam=" + router.address(),
                "patchbay.i2p/accept=true")) {
      EmbeddedNode.await("an address is claimed", () -> ours(there).size() == 1);
      NetworkAddress name = ours(there).get(0);
      assertEquals(NetworkClass.I2P, name.network());
      assertEquals(List.of(), there.node().listening());

      try (EmbeddedNode here =
          EmbeddedNode.start(
              folder,
              NO_SOCKET,
              "patchbay.i2p/sam=" + router.address(),
              "patchbay.i2p/accept=false",
              "patchbay.engine/connect=" + name.host())) {
        PeerView out = established(here);
        assertEquals(name, out.address());
        assertTrue(out.transport().startsWith("v2"), out.transport());
        PeerView in = established(there);
        assertEquals(ConnectionType.INBOUND, in.type());
        assertEquals(NetworkClass.I2P, in.network());
        assertEquals(List.of(), ours(here), "who lets nobody in has no address to tell");

        router.forget();
        EmbeddedNode.await(
            () -> "both are gone: " + there.standing(),
            () -> there.node().ended().size() == 1 && here.node().ended().size() == 1);
        PeerView again = established(there);
        assertEquals(List.of(name), ours(there), "its key was kept");
        assertTrue(!again.address().equals(in.address()), "another connection, another session");
      }
      EmbeddedNode.await("the passing session is over", () -> router.sessions() == 1);
    }
  }

  private static List<NetworkAddress> ours(EmbeddedNode node) {
    return node.service(LocalAddresses.class).list().stream().map(LocalAddress::address).toList();
  }

  private static PeerView established(EmbeddedNode node) {
    EmbeddedNode.await(
        () -> "established through I2P: " + node.standing(),
        () -> node.node().peers().stream().anyMatch(peer -> peer.state() == PeerState.ESTABLISHED));
    return node.node().peers().get(0);
  }
}
