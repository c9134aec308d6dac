package org.patchbay.it;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node learns from another where that one can be reached. */
class OwnAddressIT {
  private static final String EXTERNAL = "9.1.2.3:18444";

  @TempDir Path folder;
  @TempDir Path other;

  @Test
  void theAddressThatAnOperatorNamesIsTold() {
    try (EmbeddedNode there =
        EmbeddedNode.start(
            other,
            List.of("node", "policies", "lab", "shell"),
            "patchbay.engine/external=" + EXTERNAL)) {
      EmbeddedNode.await("caught up with the lab", () -> !there.blocks().initialDownload());
      try (EmbeddedNode here =
          EmbeddedNode.start(
              folder,
              List.of("node", "policies", "shell"),
              "patchbay.engine/connect=127.0.0.1:" + there.address().getPort(),
              "patchbay.engine/outbound=0")) {
        shows(here, "addr:list", EXTERNAL);
        shows(there, "net:local", EXTERNAL + "  ipv4     manual      4");
      }
    }
  }

  private static void shows(EmbeddedNode node, String command, String line) {
    NodeShell shell = new NodeShell(node);
    EmbeddedNode.await(
        () -> line + " in\n" + shell.screen(command) + "\n" + node.standing(),
        () -> shell.screen(command).contains(line));
  }
}
