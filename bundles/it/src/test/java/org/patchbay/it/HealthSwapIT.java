package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.it.plugin.Alarm;
import org.patchbay.wire.Network;

/** Health checks, and what is done about what they find, are replaced while the node talks. */
class HealthSwapIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aCheckOfTheSameNameTakesItsPlace() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder, "patchbay.health/period.seconds=1");
        Chatter talk = Chatter.start(node.address(), 1)) {
      await(node, "its own", detail -> !detail.startsWith("an alarm"));
      Path jar =
          PluginJar.of("alarm", HealthCheck.class, Alarm.class)
              .with("Plugin-Check", "peers")
              .into(node.deploy());
      await(node, "the alarm", detail -> detail.equals("an alarm at 1 peers"));
      long others = node.service(Health.class).states().stream().count();

      Files.delete(jar);
      await(node, "its own again", detail -> !detail.startsWith("an alarm"));

      assertEquals(others, node.service(Health.class).states().size());
      assertEquals(Optional.empty(), talk.stop());
      assertEquals(Map.of(), node.node().endedByReason());
    }
  }

  @Test
  void whatIsFoundIsTreatedOnceAPolicyIsNamedForIt() throws Exception {
    try (EmbeddedNode node =
            EmbeddedNode.start(
                folder,
                "patchbay.health/period.seconds=1",
                "patchbay.health.bandwidth/in.bytes.per.second=1");
        Chatter talk = Chatter.start(node.address(), 1)) {
      EmbeddedNode.await("strain counts", () -> strain(node).finding().severity() != Severity.OK);
      WirePeer.join(Network.REGTEST, node.address()).close();
      assertEquals("core", node.slot("remedy").inForce());
      assertEquals(0, strain(node).remedies());

      node.settings().set("patchbay.engine", "policy.remedy", "steady");
      EmbeddedNode.await("it is treated", () -> strain(node).remedies() > 0);
      try (WirePeer late = WirePeer.dial(Network.REGTEST, node.address())) {
        assertTrue(late.closedByNode(), "no stranger is let in while the node backs off");
      }

      node.settings().set("patchbay.engine", "policy.remedy", "core");
      node.awaitInForce("remedy", "core");
      WirePeer.join(Network.REGTEST, node.address()).close();
      assertEquals(Optional.empty(), talk.stop());
    }
  }

  private static Health.State strain(EmbeddedNode node) {
    return node.service(Health.class).states().stream()
        .filter(state -> state.name().equals("bandwidth"))
        .findFirst()
        .orElseThrow();
  }

  private interface Detail {
    boolean is(String detail);
  }

  private static void await(EmbeddedNode node, String what, Detail wanted) {
    EmbeddedNode.await(
        what,
        PATIENCE,
        () ->
            node.service(Health.class).states().stream()
                .filter(state -> state.name().equals("peers"))
                .anyMatch(state -> wanted.is(state.latest().detail())));
  }
}
