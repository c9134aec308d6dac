package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.node.Footing;
import org.patchbay.api.node.Footing.Hold;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.Stranger;

/** Why a peer is connected, and how firmly. */
class FootingsTest {
  /** Evicts the oldest; keeps the others for a reason it names. */
  private static class Oldest implements EvictionPolicy {
    @Override
    public Optional<PeerView> evict(List<PeerView> candidates, long now) {
      return candidates.stream().min(Comparator.comparing(PeerView::id));
    }

    @Override
    public List<String> explain(List<PeerView> candidates, long now) {
      Optional<PeerView> next = evict(candidates, now);
      return candidates.stream().map(each -> next.get() == each ? "" : "youth").toList();
    }
  }

  private static Footing footing(TestNode node, long id) {
    return node.engine.footing(id).orElseThrow();
  }

  @Test
  void anInboundPeerStaysByPermissionOrPolicyOrWouldGo() {
    TestNode node = new TestNode("permissions", new String[] {"noban@11.0.0.2"}).start();
    for (int i = 0; i < 3; i++) {
      node.guest();
    }
    assertEquals(Hold.STAYS, footing(node, 2).hold(), "the built-in evicts nobody");
    node.engine.add(EvictionPolicy.class, new Oldest(), "oldest", 0, 1);
    node.loop.runDue();
    Footing exempt = footing(node, 1);
    assertEquals("it connected to us at 0.0.0.0:18444", exempt.asked());
    assertEquals(List.of(3, 114), List.of(exempt.taken(), exempt.slots()));
    assertEquals(Hold.EXEMPT, exempt.hold());
    assertEquals(Hold.GOES, footing(node, 2).hold());
    assertEquals("", footing(node, 2).kept());
    assertEquals(Hold.STAYS, footing(node, 3).hold());
    assertEquals("youth", footing(node, 3).kept());
    assertEquals(Optional.empty(), node.engine.footing(4));

    node.configure("bans", new String[] {"11.0.0.2"});
    assertTrue(footing(node, 1).banned());
    assertEquals(3, node.engine.peers().size(), "nobody was evicted for asking");
  }

  @Test
  void theDoorHasThePortThatTheSystemChose() {
    TestNode node = new TestNode("listen", new String[] {"0.0.0.0:0"}).start();
    InetSocketAddress bound = node.transport.endpoints().get(0).address();
    Stranger stranger = new Stranger(node.network.host());
    stranger.dial(bound);
    node.loop.advance(Duration.ofMillis(200));
    assertEquals(
        "it connected to us at 0.0.0.0:" + bound.getPort(),
        footing(node, node.only().id()).asked());
  }

  @Test
  void whoIsNamedIsKeptConnectedAndWhoWasAskedForOnceIsNot() {
    TestNode node = new TestNode("connect", new String[] {"11.0.0.2:18444"});
    TestNode.listen(node.host());
    node.start();
    node.loop.advance(Duration.ofSeconds(1));
    Footing named = footing(node, node.only().id());
    assertEquals("kept connected for the configuration or another bundle", named.asked());
    assertEquals(Hold.EXEMPT, named.hold());
    assertEquals(-1, named.slots());
    node.configure("connect", new String[0]);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals("an operator asked for it", footing(node, node.only().id()).asked());
  }

  @Test
  void anExplanationOfOthersThanTheCandidatesIsABreach() {
    TestNode node = new TestNode("policy.strikes", 1).start();
    node.guest();
    EvictionPolicy wild =
        new Oldest() {
          @Override
          public List<String> explain(List<PeerView> candidates, long now) {
            return List.of("one", "two");
          }
        };
    node.engine.add(EvictionPolicy.class, wild, "wild", 0, 1);
    node.loop.runDue();
    assertEquals("", footing(node, 1).kept());
    assertEquals("explained 2 of 1 candidates", node.engine.slots().get(4).benched().get("wild"));
  }
}
