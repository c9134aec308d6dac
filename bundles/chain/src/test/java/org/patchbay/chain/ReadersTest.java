package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;

/** Other threads read while headers come in and the chain reorganises. */
class ReadersTest {
  @TempDir Path folder;

  @Test
  void whatIsReadAlwaysLinks() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      AtomicBoolean end = new AtomicBoolean();
      CompletableFuture<Integer> reader =
          CompletableFuture.supplyAsync(() -> readUntil(end, node.chain));
      List<BlockHeader> trunk = Miner.line(node.genesis(), 3000, 0);
      node.offerAll(trunk);
      BlockHeader left = trunk.get(2900);
      BlockHeader right = trunk.get(2900);
      for (int round = 0; round < 40; round++) {
        List<BlockHeader> more = Miner.line(round % 2 == 0 ? left : right, 100 + round, round);
        node.offerAll(more);
        if (round % 2 == 0) {
          left = more.get(more.size() - 1);
        } else {
          right = more.get(more.size() - 1);
        }
      }
      end.set(true);
      assertTrue(reader.join() > 0);
      assertEquals(right, node.chain.tip().header());
    }
  }

  private static int readUntil(AtomicBoolean end, HeaderChain chain) {
    int passes = 0;
    do {
      List<Hash256> locator = chain.locator();
      Hash256 parent = locator.get(locator.size() / 2);
      for (BlockHeader header : chain.after(List.of(parent), Hash256.ZERO, 2000)) {
        // A reorganisation between the two calls starts the answer from the genesis block.
        assertTrue(
            header.previous().equals(parent)
                || header.previous().equals(locator.get(locator.size() - 1)));
        assertTrue(chain.header(header.hash()).isPresent());
        parent = header.hash();
      }
      passes++;
    } while (!end.get());
    return passes;
  }
}
