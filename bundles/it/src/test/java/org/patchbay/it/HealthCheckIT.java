package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.it.plugin.Alarm;

/** The node's checks in Apache Felix Health Check: its executor and its commands know them. */
class HealthCheckIT {
  private static final List<String> FEATURES =
      List.of("node", "policies", "vitals", "shell", "healthcheck");

  @TempDir Path folder;

  @Test
  void felixRunsTheChecksOfTheNode() throws Exception {
    try (EmbeddedNode node =
        EmbeddedNode.start(
            folder,
            FEATURES,
            "patchbay.health/period.seconds=1",
            "patchbay.health/raise.rounds=1",
            "patchbay.health.peers/grace.seconds=0")) {
      assertEquals(List.of(), new Parts(node.context()).idle());
      NodeShell shell = new NodeShell(node);
      EmbeddedNode.await(
          () -> shell.screen("hc:exec patchbay"),
          () -> shell.screen("hc:exec patchbay").matches("(?s).*CRITICAL.*0 peers.*"));
      assertTrue(shell.screen("hc:list").contains("diversity"), shell.screen("hc:list"));

      Path jar =
          PluginJar.of("alarm", HealthCheck.class, Alarm.class)
              .with("Plugin-Check", "alarm")
              .into(node.deploy());
      EmbeddedNode.await(
          () -> shell.screen("hc:exec alarm"),
          () -> shell.screen("hc:exec alarm").contains("an alarm at 0 peers"));

      Files.delete(jar);
      EmbeddedNode.await(
          () -> shell.screen("hc:list"), () -> !shell.screen("hc:list").contains("alarm"));
    }
  }
}
