package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.node.Node;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.api.transport.Transport;
import org.patchbay.it.plugin.Evictions;
import org.patchbay.it.plugin.Limits;
import org.patchbay.it.plugin.Others;

/**
 * The promise of the product: 200 sessions with traffic both ways, 100 rounds in which every slot
 * changes hands, and nothing is dropped, lost or reordered.
 */
class SwapIT {
  private static final int SESSIONS = 200;
  private static final int ROUNDS = 100;

  /** Slot to Bitcoin Core's policy. */
  private static final Map<String, String> CORE =
      ordered(
          "admission",
          "core",
          "ratelimit",
          "core",
          "scoring",
          "none",
          "misbehaviour",
          "core",
          "eviction",
          "core",
          "relay",
          "core",
          "selection",
          "core",
          "remedy",
          "core");

  /** Slot to its rivals, of which each round takes the next. */
  private static final Map<String, List<String>> RIVALS =
      Map.of(
          "admission", List.of("selective"),
          "ratelimit", List.of("bucket", "subnet", "fair"),
          "scoring", List.of("weighted", "gossip", "cost"),
          "misbehaviour", List.of("weighted"),
          "eviction", List.of("scored", "cost", "diverse"),
          "relay", List.of("score"),
          "selection", List.of("score", "proven"),
          "remedy", List.of("steady", "eager"));

  private static final Map<String, PluginJar> PLUGINS =
      Map.of(
          "admission", PluginJar.of("x-admission", AdmissionPolicy.class, Others.Welcoming.class),
          "ratelimit", PluginJar.of("x-ratelimit", RateLimitPolicy.class, Limits.Open.class),
          "scoring", PluginJar.of("x-scoring", ScoringPolicy.class, Others.Half.class),
          "misbehaviour",
              PluginJar.of("x-misbehaviour", MisbehaviourPolicy.class, Others.Patient.class),
          "eviction", PluginJar.of("x-eviction", EvictionPolicy.class, Evictions.First.class),
          "relay", PluginJar.of("x-relay", RelayPolicy.class, Others.Instant.class),
          "selection", PluginJar.of("x-selection", SelectionPolicy.class, Others.Younger.class),
          "remedy", PluginJar.of("x-remedy", RemedyPolicy.class, Others.Stoic.class));

  @TempDir Path folder;

  @Test
  void everySlotIsSwappedUnderTraffic() throws Exception {
    System.clearProperty(Limits.Open.LATE);
    try (EmbeddedNode node = EmbeddedNode.start(folder, "patchbay.engine/max.inbound=400")) {
      List<Chatter> sessions = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        sessions.add(Chatter.start(node.address(), i));
      }
      String registrations = registrations(node);
      long before = answered(sessions);
      List<Long> millis = new ArrayList<>();

      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        swapAll(node, round);
        millis.add((System.nanoTime() - start) / 1_000_000);
      }

      long during = answered(sessions) - before;
      for (Chatter session : sessions) {
        assertEquals(Optional.empty(), session.stop());
      }
      assertEquals(SESSIONS, node.node().peers().size(), "sessions alive");
      assertEquals(Map.of(), node.node().endedByReason(), "connections that ended");
      assertEquals(registrations, registrations(node), "transport and engine were registered anew");
      assertEquals(0, Integer.getInteger(Limits.Open.LATE, 0), "calls to a deactivated policy");
      assertEquals(Map.of(), benched(node), "policies benched");
      millis.sort(null);
      System.out.printf(
          "SwapIT: %d rounds of %d slots on %d sessions, %d pongs meanwhile; a round took %d ms"
              + " (median), %d ms (longest)%n",
          ROUNDS, CORE.size(), SESSIONS, during, millis.get(ROUNDS / 2), millis.get(ROUNDS - 1));
      for (Chatter session : sessions) {
        session.close();
      }
    }
  }

  /** In turn by deploying, by the settings behind {@code policy:use}, by editing config/. */
  private static void swapAll(EmbeddedNode node, int round) throws IOException {
    switch (round % 3) {
      case 0 -> {
        edit(node, Map.of());
        for (PluginJar plugin : PLUGINS.values()) {
          plugin.into(node.deploy());
        }
        awaitAll(node, slot -> "x-" + slot);
      }
      case 1 -> {
        for (String slot : RIVALS.keySet()) {
          node.settings().set("patchbay.engine", "policy." + slot, rival(slot, round));
        }
        awaitAll(node, slot -> rival(slot, round));
        for (String slot : PLUGINS.keySet()) {
          Files.delete(node.deploy().resolve("x-" + slot + ".jar"));
        }
        EmbeddedNode.await(
            "the plugins are gone",
            () ->
                node.node().slots().stream()
                    .noneMatch(s -> s.available().contains("x-" + s.name())));
      }
      default -> {
        edit(node, CORE);
        awaitAll(node, CORE::get);
      }
    }
  }

  private static String rival(String slot, int round) {
    List<String> rivals = RIVALS.get(slot);
    return rivals.get(round / 3 % rivals.size());
  }

  private static void edit(EmbeddedNode node, Map<String, String> policies) throws IOException {
    String text =
        policies.entrySet().stream()
            .map(entry -> "policy." + entry.getKey() + " = " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    Files.writeString(node.config().resolve("patchbay.engine.cfg"), "# edited\n" + text);
  }

  private static void awaitAll(EmbeddedNode node, Function<String, String> wanted) {
    for (String slot : RIVALS.keySet()) {
      node.awaitInForce(slot, wanted.apply(slot), Duration.ofSeconds(30));
    }
  }

  private static Map<String, String> benched(EmbeddedNode node) {
    Map<String, String> all = new LinkedHashMap<>();
    node.node().slots().forEach(slot -> all.putAll(slot.benched()));
    return all;
  }

  private static String registrations(EmbeddedNode node) throws Exception {
    StringBuilder ids = new StringBuilder();
    for (Class<?> type : List.of(Transport.class, Node.class)) {
      for (ServiceReference<?> reference :
          node.context().getAllServiceReferences(type.getName(), null)) {
        ids.append(type.getSimpleName()).append(reference.getProperty("service.id")).append(' ');
      }
    }
    return ids.toString();
  }

  private static long answered(List<Chatter> sessions) {
    return sessions.stream().mapToLong(Chatter::answered).sum();
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
