package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.patchbay.wire.Network;

/** A node from its features: everything resolves, and it talks. */
class StartIT {
  @TempDir Path folder;

  @Test
  void greetsAndAnswersAPing() throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder);
        WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      peer.barrier(7);

      assertEquals(1, node.node().peers().size());
      assertEquals("/Scripted:1.0/", node.node().peers().get(0).userAgent());
    }
  }

  @Test
  void theEmbeddedNetworkIsThereWithinTenSeconds() {
    try (EmbeddedNode node =
        EmbeddedNode.start(folder, List.of("node", "policies", "vitals", "lab"))) {
      EmbeddedNode.await("8 live peers", () -> node.node().peers().size() >= 8);
      int height = node.chain().tip().height();
      EmbeddedNode.await("the height grows", () -> node.chain().tip().height() > height);
    }
  }

  @Test
  void everyBundleIsActive() {
    try (EmbeddedNode node =
        EmbeddedNode.start(folder, List.of("node", "policies", "vitals", "lab", "shell"))) {
      node.address();
      List<String> waiting =
          Arrays.stream(node.context().getBundles())
              .filter(bundle -> bundle.getHeaders().get("Fragment-Host") == null)
              .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
              .map(Bundle::getSymbolicName)
              .toList();
      assertTrue(
          waiting.stream().allMatch(name -> name.contains("gogo.jline")), waiting.toString());
    }
  }
}
