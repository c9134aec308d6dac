package org.patchbay.it.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of a node with a hundred peers, and a block every ten minutes. */
class DayTest {
  private static final int PEERS = 100;

  @TempDir Path folder;

  @Test
  void aHundredPeersForADay() {
    try (Simulation simulation = new Simulation(folder, 24)) {
      SimulatedNode miner = simulation.node();
      SimulatedNode node = simulation.node(Map.of("max.inbound", PEERS), miner);
      miner.mine(1_000);
      for (int i = 0; i < PEERS; i++) {
        Guest.opening(simulation.silent(node), Guest.polite());
        simulation.loop.advance(Duration.ofSeconds(1));
      }
      for (int block = 0; block < 144; block++) {
        simulation.loop.advance(Duration.ofMinutes(10));
        simulation.awaitTip(
            block % 20 == 19 ? miner.mineBeside(1, 2) : miner.mine(1), Duration.ofSeconds(5));
      }
      assertEquals(1_000 + 144, node.height());
      assertEquals(PEERS + 1, node.established().size());
      assertEquals(0, node.engine.ended().size());
      assertTrue(
          node.established().stream()
              .allMatch(peer -> peer.received().get("pong").messages() > 24 * 29));
    }
  }
}
