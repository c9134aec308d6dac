package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.it.plugin.Evictions;
import org.patchbay.wire.Network;

/**
 * A policy's way as an operator walks it: tried, compared, promoted, found wanting, rolled back.
 */
class TrialIT {
  private static final List<String> FEATURES = List.of("node", "policies", "vitals", "shell");

  @TempDir Path folder;

  @Test
  void aPolicyIsTriedPromotedAndRolledBackByItself() throws Exception {
    List<WirePeer> callers = new ArrayList<>();
    try (EmbeddedNode node =
        EmbeddedNode.start(folder, FEATURES, "patchbay.engine/max.inbound=3")) {
      NodeShell shell = new NodeShell(node);
      PluginJar.of("first", EvictionPolicy.class, Evictions.First.class)
          .with("Plugin-Ranking", "-1")
          .into(node.deploy());
      EmbeddedNode.await(
          "the policy is there", () -> node.slot("eviction").available().contains("first"));

      String tried = shell.screen("policy:shadow eviction first");
      assertTrue(tried.contains("eviction  first  core"), tried);
      flood(node, callers, 12);
      EmbeddedNode.await(
          () -> shell.screen("policy:diff eviction"),
          () -> shell.screen("policy:diff eviction").contains("refused all, would evict"));
      assertEquals("core", node.slot("eviction").inForce());
      String json = shell.screen("policy:diff eviction json");
      assertTrue(json.startsWith("{\"slot\":\"eviction\",\"tried\":\"first\""), json);

      String promoted =
          shell.screen("policy:promote eviction --watch 1m --disconnects 5 --reason \"try it\"");
      assertTrue(promoted.contains("eviction: first is watched"), promoted);
      assertEquals("first", node.slot("eviction").inForce());
      flood(node, callers, 12);
      node.awaitInForce("eviction", "core");
      EmbeddedNode.await(
          () -> shell.screen("policy:audit"),
          () -> shell.screen("policy:audit").contains("watch   rollback  eviction  first"));
      assertTrue(
          shell.screen("policy:diff").contains("eviction  first  core"), "it is tried again");
      for (WirePeer caller : callers) {
        caller.close();
      }
    }
    String record;
    try (Stream<Path> files = Files.walk(folder)) {
      record =
          Files.readString(
              files.filter(file -> file.endsWith("policy-audit.jsonl")).findFirst().orElseThrow());
    }
    assertTrue(
        record.matches(
            "(?s).*\"who\":\"shell\",\"what\":\"promote\",\"slot\":\"eviction\",\"from\":\"core\""
                + ",\"to\":\"first\",\"sha256\":\"[0-9a-f]{64}\",\"reason\":\"try it\".*"
                + "\"who\":\"watch\",\"what\":\"rollback\".*"),
        record);
  }

  /** More callers than there are slots. */
  private static void flood(EmbeddedNode node, List<WirePeer> callers, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      WirePeer caller = WirePeer.dial(Network.REGTEST, node.address());
      caller.send(WirePeer.version("/Calling:1.0/", 3));
      callers.add(caller);
    }
  }
}
