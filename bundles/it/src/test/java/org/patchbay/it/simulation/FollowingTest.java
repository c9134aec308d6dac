package org.patchbay.it.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.peer.CloseReason;

/** Whole nodes without OSGi, in one thread on virtual time, follow one chain. */
class FollowingTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  @Test
  void twoNodesSyncFollowAndReorganise() {
    try (Simulation simulation = new Simulation(folder, 1)) {
      SimulatedNode miner = simulation.node();
      miner.mine(4_500);
      SimulatedNode other = simulation.node(miner);
      simulation.awaitTip(miner.chain.tip(), Duration.ofSeconds(10));
      assertEquals(1, other.established().size());

      simulation.awaitTip(miner.mine(1), Duration.ofSeconds(2));
      HeaderView branch = miner.mineBeside(3, 5);
      assertEquals(4_503, branch.height());
      simulation.awaitTip(branch, Duration.ofSeconds(2));

      simulation.loop.advance(Duration.ofHours(3));
      assertEquals(1, other.established().size(), "the link stands");
      assertEquals(0, other.engine.ended().size() + miner.engine.ended().size());
    }
  }

  @Test
  void tenNodesLoseLinksAndAgreeAgain() {
    try (Simulation simulation = new Simulation(folder, 2)) {
      SimulatedNode miner = net(simulation);
      miner.mine(2_500);
      simulation.awaitTip(miner.chain.tip(), Duration.ofMinutes(1));

      simulation.nodes().get(4).loseLinks();
      miner.loseLinks();
      HeaderView tip = miner.mine(2);
      assertNotEquals(miner.tip(), simulation.nodes().get(9).tip());
      simulation.awaitTip(tip, Duration.ofMinutes(2));
      assertTrue(miner.ended(CloseReason.Code.SOCKET_ERROR) > 0);

      simulation.awaitTip(miner.mineBeside(2, 3), Duration.ofMinutes(1));
    }
  }

  @Test
  void ofTwoBranchesTheOneWithMoreWorkWins() {
    try (Simulation simulation = new Simulation(folder, 3)) {
      SimulatedNode miner = net(simulation);
      SimulatedNode rival = simulation.nodes().get(9);
      miner.mine(100);
      simulation.awaitTip(miner.chain.tip(), Duration.ofMinutes(1));

      HeaderView shorter = miner.mine(1);
      HeaderView longer = rival.mine(2);

      simulation.awaitTip(longer, Duration.ofMinutes(1));
      assertTrue(miner.chain.header(shorter.hash()).isPresent(), "the loser is kept beside");
    }
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    String first = story(folder.resolve("first"), 7);

    assertTrue(first.contains(" headers "), first);
    assertEquals(first, story(folder.resolve("second"), 7));
    assertNotEquals(first, story(folder.resolve("other"), 8));
  }

  private static String story(Path folder, long seed) {
    try (Simulation simulation = new Simulation(folder, seed)) {
      SimulatedNode miner = net(simulation);
      miner.mine(300);
      simulation.awaitTip(miner.chain.tip(), Duration.ofMinutes(1));
      for (int i = 0; i < 10; i++) {
        simulation.loop.advance(Duration.ofMinutes(5));
        simulation.nodes().get(simulation.loop.random().nextInt(10)).loseLinks();
        simulation.awaitTip(i % 3 == 2 ? miner.mineBeside(1, 2) : miner.mine(1), HOUR);
      }
      simulation.nodes().forEach(node -> simulation.note(node.engine.ended().toString()));
      return simulation.trace();
    }
  }

  /** Ten nodes, each of which keeps connected to the two before it; answers the first. */
  private static SimulatedNode net(Simulation simulation) {
    SimulatedNode first = simulation.node();
    SimulatedNode older = first;
    SimulatedNode newer = simulation.node(first);
    for (int i = 2; i < 10; i++) {
      SimulatedNode next = simulation.node(older, newer);
      older = newer;
      newer = next;
    }
    simulation.loop.advance(Duration.ofSeconds(2));
    return first;
  }
}
