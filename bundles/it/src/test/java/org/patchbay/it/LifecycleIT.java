package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Settings;
import org.patchbay.wire.Network;

/**
 * Each bundle of ours is stopped and started under live sessions: what stands on it pauses, what
 * does not goes on, and afterwards everything is there once, no thread and no service more.
 */
class LifecycleIT {
  private static final List<String> ALL = List.of("node", "policies", "vitals", "lab", "shell");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"protocols", "chain", "addrbook", "mempool", "health", "metrics"})
  void conversationsPauseAndGoOn(String name) throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder);
        Conversations talk = Conversations.with(node, 5)) {
      Bundle bundle = new Parts(node.context()).bundle(name);
      List<String> spoken = node.node().protocols();
      for (int i = 0; i < 3; i++) {
        bundle.stop();
        bundle.start();
        EmbeddedNode.await("all is spoken again", () -> same(spoken, node.node().protocols()));
        talk.awaitMore();
      }

      talk.endWell();
      assertEquals(5, node.node().peers().size());
      assertEquals(Map.of(), node.node().endedByReason());
      try (WirePeer late = WirePeer.join(Network.REGTEST, node.address())) {
        late.barrier(9);
      }
    }
  }

  @Test
  void whatNobodySpeaksHoldsNoConnectionForEver() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder);
        WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      peer.barrier(1);
      Bundle protocols = new Parts(node.context()).bundle("protocols");

      protocols.stop();

      assertEquals(List.of(), node.node().protocols());
      assertEquals(1, node.node().peers().size());
      protocols.start();
      peer.barrier(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "admission, admission",
    "ratelimit, ratelimit",
    "scoring, scoring",
    "misbehaviour, misbehaviour",
    "eviction, eviction",
    "relay, relay",
    "selection, selection",
    "remedy, remedy"
  })
  void aSlotFallsBackToItsBuiltIn(String name, String slot) throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder);
        Conversations talk = Conversations.with(node, 5)) {
      Bundle bundle = new Parts(node.context()).bundle(name);
      String inForce = node.slot(slot).inForce();
      for (int i = 0; i < 3; i++) {
        bundle.stop();
        assertEquals("built-in", node.slot(slot).inForce());
        talk.awaitMore();

        bundle.start();
        node.awaitInForce(slot, inForce);
        talk.awaitMore();
      }

      talk.endWell();
      assertEquals(Map.of(), node.node().endedByReason());
    }
  }

  @Test
  void linksKeepTheirCodec() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder);
        Conversations talk = Conversations.with(node, 5)) {
      Bundle codec = new Parts(node.context()).bundle("codec");

      codec.stop();
      talk.awaitMore();
      codec.start();

      try (WirePeer late = WirePeer.join(Network.REGTEST, node.address())) {
        late.barrier(9);
        talk.awaitMore();
        talk.endWell();
        assertEquals(Map.of(), node.node().endedByReason());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"transport", "engine"})
  void withoutItsGroundTheNodeEndsItsConnectionsAndListensAgain(String name) throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder)) {
      Bundle bundle = new Parts(node.context()).bundle(name);
      for (int i = 0; i < 3; i++) {
        InetSocketAddress before = node.address();
        try (WirePeer peer = WirePeer.join(Network.REGTEST, before)) {
          bundle.stop();
          assertTrue(peer.closedByNode());
        }
        assertFalse(node.has(Node.class));

        bundle.start();
        try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
          peer.barrier(i);
        }
      }
    }
  }

  @Test
  void configurationCanRestartUnderTheNode() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder);
        Conversations talk = Conversations.with(node, 5)) {
      Bundle deploy = new Parts(node.context()).bundle("deploy");

      deploy.stop();
      assertFalse(node.has(Settings.class));
      talk.awaitMore();
      deploy.start();

      node.settings().set("patchbay.engine", "policy.eviction", "scored");
      node.awaitInForce("eviction", "scored");
      talk.awaitMore();
      talk.endWell();
    }
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    Set<String> threadsBefore = threads();
    try (EmbeddedNode node = EmbeddedNode.start(folder, ALL)) {
      node.address();
      Parts parts = new Parts(node.context());
      EmbeddedNode.await("satisfied", () -> parts.unsatisfied().isEmpty());
      EmbeddedNode.await("8 lab peers", () -> node.node().peers().size() >= 8);
      Map<String, Integer> services = parts.services();
      Set<String> threads = kinds();

      for (String name :
          List.of(
              "shell",
              "lab",
              "health",
              "metrics",
              "remedy",
              "selection",
              "relay",
              "eviction",
              "misbehaviour",
              "scoring",
              "ratelimit",
              "admission",
              "codec",
              "addrbook",
              "portmap",
              "tor",
              "mempool",
              "chain",
              "protocols",
              "transport",
              "engine",
              "deploy")) {
        Bundle bundle = parts.bundle(name);
        for (int i = 0; i < 2; i++) {
          bundle.stop();
          assertTrue(
              parts.services().keySet().stream().noneMatch(key -> key.startsWith(symbolic(name))),
              name + " leaves services: " + parts.services());
          bundle.start();
        }
        EmbeddedNode.await(
            () -> name + " back: " + services + " but " + parts.services(),
            () -> services.equals(parts.services()));
        EmbeddedNode.await(
            () -> name + " back: " + parts.unsatisfied(), () -> parts.unsatisfied().isEmpty());
      }
      EmbeddedNode.await(
          () -> "no thread more: " + threads + " but " + kinds(),
          () -> threads.containsAll(kinds()));
    }
    EmbeddedNode.await(
        () -> "threads left: " + left(threadsBefore), () -> left(threadsBefore).isEmpty());
  }

  private static String symbolic(String name) {
    return "org.patchbay." + name + " ";
  }

  private static boolean same(List<String> one, List<String> other) {
    return new TreeSet<>(one).equals(new TreeSet<>(other));
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> thread.getId() + " " + thread.getName())
        .collect(Collectors.toSet());
  }

  /**
   * Threads of the node by name, and how many of each; numbers in names do not matter. Workers are
   * a pool that grows and shrinks with its work: the last wait of the test is for all of them to
   * end.
   */
  private static Set<String> kinds() {
    Map<String, Long> counts =
        Thread.getAllStackTraces().keySet().stream()
            .map(thread -> thread.getName().replaceAll("\\d+", "N"))
            .filter(LifecycleIT::ours)
            .filter(name -> !name.startsWith("patchbay-worker"))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean ours(String name) {
    return name.startsWith("patchbay") || name.contains("netty") || name.contains("EventLoop");
  }

  private static Set<String> left(Set<String> before) {
    Set<String> left = new TreeSet<>(threads());
    left.removeAll(before);
    left.removeIf(thread -> !ours(thread.substring(thread.indexOf(' ') + 1)));
    return left;
  }

  /** Sessions with numbered pings in flight: none may be lost, doubled or reordered. */
  private record Conversations(List<Chatter> chatters) implements AutoCloseable {
    static Conversations with(EmbeddedNode node, int count) throws Exception {
      List<Chatter> chatters = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        chatters.add(Chatter.start(node.address(), i));
      }
      return new Conversations(chatters);
    }

    /** Waits until every session had more answers than are in flight. */
    void awaitMore() {
      List<Long> now = chatters.stream().map(Chatter::answered).toList();
      for (int i = 0; i < now.size(); i++) {
        Chatter chatter = chatters.get(i);
        long goal = now.get(i) + 10;
        EmbeddedNode.await("answers go on", () -> chatter.answered() >= goal);
      }
    }

    void endWell() throws InterruptedException {
      for (Chatter chatter : chatters) {
        assertEquals(Optional.empty(), chatter.stop());
      }
    }

    @Override
    public void close() throws java.io.IOException {
      for (Chatter chatter : chatters) {
        chatter.close();
      }
    }
  }
}
