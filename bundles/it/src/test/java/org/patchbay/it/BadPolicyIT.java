package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
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
      node.awaitInForce("eviction", "bad");

      List<WirePeer> callers = new ArrayList<>();
      EmbeddedNode.await(
          "benched after strikes",
          () -> {
            callers.add(call(node));
            return node.slot("eviction").benched().keySet().contains("bad");
          });
      assertEquals("core", node.slot("eviction").inForce());
      for (WirePeer caller : callers) {
        caller.close();
      }
    }
  }

  /** A connection that stays, so that the slots are full for the next one. */
  private static WirePeer call(EmbeddedNode node) {
    try {
      WirePeer caller = WirePeer.dial(Network.REGTEST, node.address());
      caller.send(WirePeer.version("/Calling:1.0/", 3));
      return caller;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
