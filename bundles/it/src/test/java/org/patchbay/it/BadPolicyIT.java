package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.it.plugin.Evictions;
import org.patchbay.it.plugin.Limits;
import org.patchbay.wire.Network;

/** A policy that fails is benched and named, and the node keeps its pace and its peers. */
class BadPolicyIT {
  private static final int SESSIONS = 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      classes = {
        Limits.Throwing.class,
        Limits.Null.class,
        Limits.Slow.class,
        Limits.DropsAll.class,
        Limits.Endless.class
      })
  void aBadRateLimitIsBenched(Class<?> bad) throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder, "patchbay.engine/max.inbound=400")) {
      List<Chatter> sessions = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        sessions.add(Chatter.start(node.address(), i));
      }

      PluginJar.of("bad", RateLimitPolicy.class, bad).into(node.deploy());

      EmbeddedNode.await(
          "benched", () -> node.slot("ratelimit").benched().keySet().contains("bad"));
      assertEquals("core", node.slot("ratelimit").inForce());
      assertTrue(
          !node.slot("ratelimit").benched().get("bad").isBlank(),
          "no reason is given for the bench");
      long before = sessions.stream().mapToLong(Chatter::answered).sum();
      EmbeddedNode.await(
          "the node keeps its pace",
          () -> sessions.stream().mapToLong(Chatter::answered).sum() > before + 10_000);
      for (Chatter session : sessions) {
        assertEquals(Optional.empty(), session.stop());
        session.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Evictions.Throwing.class,
        Evictions.Null.class,
        Evictions.Slow.class,
        Evictions.Outsider.class
      })
  void aBadEvictionIsBenched(Class<?> bad) throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder, "patchbay.engine/max.inbound=2")) {
      PluginJar.of("bad", EvictionPolicy.class, bad).into(node.deploy());
      EmbeddedNode.await("in force", () -> node.slot("eviction").inForce().equals("bad"));

      try (WirePeer first = WirePeer.join(Network.REGTEST, node.address());
          WirePeer second = WirePeer.join(Network.REGTEST, node.address())) {
        first.barrier(1);
        second.barrier(1);
        EmbeddedNode.await(
            "benched after strikes",
            () -> {
              knock(node);
              return node.slot("eviction").benched().keySet().contains("bad");
            });
        assertEquals("core", node.slot("eviction").inForce());
      }
    }
  }

  /**
   * A connection beyond the slots, for which the policy is asked; answers whether it was refused.
   */
  private static boolean knock(EmbeddedNode node) {
    try (WirePeer third = WirePeer.dial(Network.REGTEST, node.address())) {
      third.send(WirePeer.version("/Knocking:1.0/", 3));
      return third.closedWithin(200);
    } catch (IOException e) {
      return true;
    }
  }
}
