package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.it.plugin.Evictions;
import org.patchbay.it.plugin.Limits;
import org.patchbay.wire.Network;

/** A policy that fails is benched and named, and the node keeps its pace and its peers. */
class BadPolicyIT {
  private static final int SESSIONS = 20;

  @TempDir Path folder;

  @Test
  void badRateLimitsAreBenchedOneAfterTheOther() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder, "patchbay.engine/max.inbound=400")) {
      List<Chatter> sessions = chatter(node.address());
      List<Class<?>> all =
          List.of(
              Limits.Throwing.class,
              Limits.Null.class,
              Limits.Slow.class,
              Limits.DropsAll.class,
              Limits.Deep.class,
              Limits.Sleeping.class,
              Limits.Endless.class);
      deploy(node, "ratelimit", RateLimitPolicy.class, all);
      for (Class<?> bad : all) {
        String name = bad.getSimpleName();
        node.settings().set("patchbay.engine", "policy.ratelimit", name);
        EmbeddedNode.await(
            name + " benched", () -> node.slot("ratelimit").benched().containsKey(name));
        String why = node.slot("ratelimit").benched().get(name);
        System.out.printf("%s: %s%n", name, why);
        assertTrue(why.matches(reason(name)), name + ": " + why);
        assertEquals("core", node.slot("ratelimit").inForce());
        awaitPace(sessions);
      }
      end(sessions);
    }
  }

  /** Policies that serve only when they are named. */
  private static void deploy(EmbeddedNode node, String slot, Class<?> spi, List<Class<?>> all)
      throws IOException {
    for (Class<?> bad : all) {
      PluginJar.of(bad.getSimpleName(), spi, bad).with("Plugin-Ranking", "-1").into(node.deploy());
    }
    EmbeddedNode.await(
        "all are there",
        () ->
            node.slot(slot)
                .available()
                .containsAll(all.stream().map(Class::getSimpleName).toList()));
  }

  /** What is said of each, with the place in it where there is one. */
  private static String reason(String name) {
    return switch (name) {
      case "Null" -> "answered null";
      case "Slow" -> "took \\d+ µs \\(budget 5000\\)";
      case "DropsAll" -> "wants to drop \"ping\"";
      case "Sleeping", "Endless" -> "did not return: .*Limits\\$" + name + "\\..*";
      default -> "threw .* at .*Limits\\$" + name + "\\..*";
    };
  }

  /** In a node as shipped, with the heap that it has. */
  @Test
  void policiesThatEatTheHeapAreBenchedAndTheNodeGoesOn() throws Exception {
    try (ChildNode node =
        ChildNode.asShipped(folder, "patchbay.deploy.allow=" + EmbeddedNode.ALLOWED)) {
      List<Chatter> sessions = chatter(node.address());
      Path deploy = folder.resolve("deploy");
      for (Class<?> bad : List.of(Limits.Hoarding.class, Limits.Devouring.class)) {
        String name = bad.getSimpleName();
        Path jar = PluginJar.of(name, RateLimitPolicy.class, bad).into(deploy);
        node.awaitLog("policy ratelimit/" + name + " is benched: ");
        awaitPace(sessions);
        Files.delete(jar);
      }
      end(sessions);
      assertTrue(node.alive());
      node.log().lines().filter(line -> line.contains("is benched")).forEach(System.out::println);
    }
  }

  private static List<Chatter> chatter(java.net.InetSocketAddress node) throws IOException {
    List<Chatter> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(Chatter.start(node, i));
    }
    return sessions;
  }

  private static void awaitPace(List<Chatter> sessions) {
    long before = sessions.stream().mapToLong(Chatter::answered).sum();
    EmbeddedNode.await(
        "the node keeps its pace",
        () -> sessions.stream().mapToLong(Chatter::answered).sum() > before + 10_000);
  }

  private static void end(List<Chatter> sessions) throws Exception {
    for (Chatter session : sessions) {
      assertEquals(Optional.empty(), session.stop());
      session.close();
    }
  }

  @Test
  void badEvictionsAreBenchedOneAfterTheOther() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder, "patchbay.engine/max.inbound=2")) {
      List<Class<?>> all =
          List.of(
              Evictions.Throwing.class,
              Evictions.Null.class,
              Evictions.Slow.class,
              Evictions.Outsider.class);
      deploy(node, "eviction", EvictionPolicy.class, all);
      for (Class<?> bad : all) {
        String name = bad.getSimpleName();
        node.settings().set("patchbay.engine", "policy.eviction", name);
        node.awaitInForce("eviction", name);

        List<WirePeer> callers = new ArrayList<>();
        EmbeddedNode.await(
            name + " benched after strikes",
            () -> {
              callers.add(call(node));
              return node.slot("eviction").benched().containsKey(name);
            });
        assertEquals("core", node.slot("eviction").inForce());
        for (WirePeer caller : callers) {
          caller.close();
        }
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
