package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.api.node.Node;
import org.patchbay.wire.Network;

/** A node is a list of features: every sensible one starts whole, and nothing waits in vain. */
class FeaturesIT {
  private static final List<String> OPTIONAL = List.of("policies", "vitals", "lab", "shell");

  @TempDir Path folder;

  static List<List<String>> subsets() {
    List<List<String>> subsets = new ArrayList<>();
    for (int mask = 0; mask < 1 << OPTIONAL.size(); mask++) {
      List<String> features = new ArrayList<>(List.of("node"));
      for (int i = 0; i < OPTIONAL.size(); i++) {
        if ((mask >> i & 1) == 1) {
          features.add(OPTIONAL.get(i));
        }
      }
      subsets.add(features);
    }
    return subsets;
  }

  @ParameterizedTest
  @MethodSource("subsets")
  void everyBundleIsActiveAndEveryComponentSatisfied(List<String> features) throws Exception {
    try (EmbeddedNode node = EmbeddedNode.start(folder, features)) {
      Parts parts = new Parts(node.context());

      EmbeddedNode.await(
          () -> "satisfied: " + parts.unsatisfied(), () -> parts.unsatisfied().isEmpty());
      assertEquals(List.of(), parts.idle());
      assertTrue(parts.components() >= 10, "components: " + parts.components());
      try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
        peer.barrier(7);
      }
    }
  }

  @Test
  void theBaseAloneStartsAndHoldsNoNode() {
    try (EmbeddedNode base = EmbeddedNode.start(folder, List.of())) {
      Parts parts = new Parts(base.context());

      assertEquals(List.of(), parts.idle());
      assertEquals(List.of(), parts.unsatisfied());
      assertEquals(List.of(), base.settings().refusals());
      assertFalse(base.has(Node.class));
    }
  }

  @Test
  void withoutPoliciesTheBuiltInsAnswer() throws Exception {
    try (EmbeddedNode node =
            EmbeddedNode.start(folder, List.of("node"), "patchbay.engine/max.inbound=1");
        WirePeer first = WirePeer.join(Network.REGTEST, node.address())) {
      first.barrier(1);

      assertEquals(8, node.node().slots().size());
      for (Node.Slot slot : node.node().slots()) {
        assertEquals("built-in", slot.inForce(), slot.name());
        assertEquals(List.of(), slot.available(), slot.name());
      }
      // A built-in never opens a door: the slots are full, and none is freed for a stranger.
      try (WirePeer second = WirePeer.dial(Network.REGTEST, node.address())) {
        assertTrue(second.closedByNode());
      }
      first.barrier(2);
    }
  }
}
