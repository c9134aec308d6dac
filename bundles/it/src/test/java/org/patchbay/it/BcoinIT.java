package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With bcoin, a full node written by others: dialled and dialling, syncing, reorganising. */
class BcoinIT {
  @TempDir Path folder;

  @Test
  void syncsAThousandHeadersAndFollowsAReorganisation() throws Exception {
    try (Bcoin bcoin = Bcoin.start()) {
      bcoin.mine(1000);
      try (EmbeddedNode node =
          EmbeddedNode.start(
              folder,
              "patchbay.chain/keep=none",
              EmbeddedNode.PLAIN,
              "patchbay.engine/connect=127.0.0.1:" + bcoin.port())) {
        awaitTip(node, bcoin.tip());

        Bcoin.Tip other = bcoin.reorganise(10, 12);

        assertEquals(1002, other.height());
        awaitTip(node, other);
      }
    }
  }

  @Test
  void isDialledByBcoinAndFollowsIt() throws Exception {
    try (Bcoin bcoin = Bcoin.start();
        EmbeddedNode node = EmbeddedNode.start(folder)) {
      // At height 0 bcoin leaves a getheaders without an answer, and the next may go out only after
      // two minutes (protocol-facts §10.3).
      bcoin.mine(1);
      bcoin.connectTo(node.address().getPort());
      EmbeddedNode.await(
          "bcoin is connected",
          () -> node.node().peers().stream().anyMatch(peer -> peer.userAgent().contains("bcoin")));

      awaitTip(node, bcoin.mine(20));
    }
  }

  private static void awaitTip(EmbeddedNode node, Bcoin.Tip tip) {
    EmbeddedNode.await(
        "height " + tip.height(), () -> node.chain().tip().hash().toString().equals(tip.hash()));
  }
}
