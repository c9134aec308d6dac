package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of ours: the second learns from the first what that one learnt from bcoin. */
class TwoNodesIT {
  @TempDir Path one;
  @TempDir Path two;

  @Test
  void blocksTravelThroughANode() throws Exception {
    try (Bcoin bcoin = Bcoin.start()) {
      bcoin.mine(600);
      try (EmbeddedNode first =
              EmbeddedNode.start(
                  one, EmbeddedNode.PLAIN, "patchbay.engine/connect=127.0.0.1:" + bcoin.port());
          EmbeddedNode second =
              EmbeddedNode.start(
                  two, "patchbay.engine/connect=127.0.0.1:" + first.address().getPort())) {
        await(second, bcoin.tip());
        await(second, bcoin.mine(3));

        Bcoin.Tip other = bcoin.reorganise(10, 11);
        await(second, other);
        assertEquals(other.height(), first.blocks().tip().height());
        assertEquals(1, second.node().peers().size());
      }
    }
  }

  private static void await(EmbeddedNode node, Bcoin.Tip tip) {
    node.awaitBlock(tip);
  }
}
