package org.patchbay.it.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactTarget;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Headers;

/** Whom a whole node keeps when more come than it has slots, and when some misbehave. */
class CrowdTest {
  private static final int ATTACKERS = 200;

  @TempDir Path folder;
  private Simulation simulation;

  @AfterEach
  void stop() {
    simulation.close();
  }

  private SimulatedNode node(int slots) {
    simulation = new Simulation(folder, 11);
    SimulatedNode partner = simulation.node();
    SimulatedNode node = simulation.node(Map.of("max.inbound", slots), partner);
    pass(2);
    return node;
  }

  private void pass(int seconds) {
    simulation.loop.advance(Duration.ofSeconds(seconds));
  }

  private Stranger guest(SimulatedNode node, InetAddress from) {
    Stranger guest = Guest.opening(simulation.silent(node, from), Guest.polite());
    pass(1);
    return guest;
  }

  @Test
  void connectionsOfOneNetworkPayWithTheirOwn() {
    SimulatedNode node = node(40);
    List<Stranger> honest = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      honest.add(guest(node, simulation.address()));
    }
    for (int i = 0; i < ATTACKERS; i++) {
      guest(node, Simulation.address(500, i));
    }

    assertEquals(ATTACKERS - 10, node.ended(CloseReason.Code.EVICTED));
    for (Node.Ended ended : node.engine.ended()) {
      assertTrue(ended.peer().address().host().startsWith("21.244."), ended.peer().toString());
    }
    assertTrue(honest.stream().allMatch(guest -> guest.closed().isEmpty()));
    assertEquals(41, node.established().size(), "40 inbound, and the partner we dialled");

    Stranger newcomer = guest(node, simulation.address());
    assertTrue(newcomer.closed().isEmpty(), "an attacker makes room");
    assertEquals(ATTACKERS - 9, node.ended(CloseReason.Code.EVICTED));
  }

  @Test
  void whenAllAreProtectedTheNewcomerIsRefused() {
    SimulatedNode node = node(8);
    for (int i = 0; i < 8; i++) {
      guest(node, simulation.address());
    }

    Stranger ninth = guest(node, simulation.address());

    assertEquals(1, ninth.closed().size());
    assertEquals(1, node.ended(CloseReason.Code.NO_SLOT));
    assertEquals(0, node.ended(CloseReason.Code.EVICTED));
  }

  @Test
  void whoForgesHeadersIsDiscouraged() {
    SimulatedNode node = node(4);
    InetAddress lair = simulation.address();
    Stranger forger = guest(node, lair);
    forger.say(new Headers(List.of(withoutWork(node.chain.tip()))));
    pass(1);

    Node.Ended ended = node.lastEnded();
    assertEquals(CloseReason.Code.MISBEHAVIOUR, ended.reason().code());
    assertEquals(NetworkAddress.of(forger.link().local()), ended.peer().address());

    Stranger back = guest(node, lair);
    assertTrue(back.closed().isEmpty(), "there is room");
    back.link().close(CloseReason.of(CloseReason.Code.OPERATOR));
    for (int i = 0; i < 3; i++) {
      guest(node, simulation.address());
    }
    guest(node, lair);
    assertEquals(1, node.ended(CloseReason.Code.DISCOURAGED), "the last slot is not for it");
    assertTrue(guest(node, simulation.address()).closed().isEmpty(), "it is for others");
  }

  private static BlockHeader withoutWork(HeaderView parent) {
    for (long nonce = 0; ; nonce++) {
      BlockHeader header =
          new BlockHeader(
              4, parent.hash(), Hash256.ZERO, parent.header().time() + 1, 0x207fffffL, nonce);
      if (!CompactTarget.isMetBy(header.hash(), header.bits())) {
        return header;
      }
    }
  }
}
