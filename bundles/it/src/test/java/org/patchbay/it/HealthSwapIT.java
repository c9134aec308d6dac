package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.it.plugin.Alarm;

/** A health check is replaced by a jar while the node talks, and comes back when the jar goes. */
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
