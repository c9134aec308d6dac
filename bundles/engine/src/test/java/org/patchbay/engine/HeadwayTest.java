package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.api.node.Environment;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Network;

class HeadwayTest {
  private static final long SPACING = 600;

  private final VirtualLoop loop = new VirtualLoop(1);
  private final long now = loop.wallTime().getEpochSecond();
  private final Headway headway =
      new Headway(
          new World(
              loop,
              new Here(Network.MAIN, Path.of("target"), "0"),
              EngineSettings.of(Network.MAIN, Map.of())));

  private record Here(Network network, Path dataFolder, String version) implements Environment {}

  @Test
  void limitedPeersWillDoLessThan144BlocksFromTheTip() {
    StillChain chain = new StillChain(now - 144 * SPACING);
    headway.bind(chain);
    assertFalse(headway.nearTip());
    chain.move(now - 144 * SPACING + 1);
    assertTrue(headway.nearTip());
  }

  @Test
  void theFirstSynchronisationIsOverForGoodOnceTheTipWasTwentyBlocksOldAtMost() {
    StillChain chain = new StillChain(now - 20 * SPACING);
    headway.bind(chain);
    assertFalse(headway.synced());
    chain.move(now - 20 * SPACING + 1);
    assertTrue(headway.synced());
    loop.advance(Duration.ofDays(1));
    assertTrue(headway.synced());
  }

  @Test
  void theTipMovesWhenItsChainSaysSo() {
    StillChain chain = new StillChain(now);
    loop.advance(Duration.ofSeconds(5));
    headway.bind(chain);
    long bound = loop.now();
    loop.advance(Duration.ofSeconds(5));
    assertEquals(bound, headway.movedAt());
    chain.move(now);
    assertEquals(loop.now(), headway.movedAt());
    headway.unbind(chain);
    loop.advance(Duration.ofSeconds(5));
    assertEquals(loop.now(), headway.movedAt(), "without a chain nothing is stale");
    assertTrue(headway.nearTip());
  }
}
