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
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;

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

  @Test
  void blocksAreReadWhileTheyReorganise() throws IOException {
    try (BlockNode node = new BlockNode(folder)) {
      List<Block> trunk = Growth.line(node.genesis(), 1, 50, 0);
      node.headers(trunk);
      node.offerAll(trunk);
      AtomicBoolean end = new AtomicBoolean();
      CompletableFuture<Integer> reader =
          CompletableFuture.supplyAsync(() -> readUntil(end, node.headers));
      CompletableFuture<Integer> other =
          CompletableFuture.supplyAsync(() -> lookUntil(end, node, trunk));
      Block left = trunk.get(49);
      Block right = trunk.get(49);
      int height = 50;
      for (int round = 0; round < 30; round++) {
        boolean onLeft = round % 2 == 0;
        Block from = onLeft ? left : right;
        int at = onLeft ? height(left, node) : height(right, node);
        List<Block> more = Growth.line(from.header(), at + 1, 1 + height - at, round);
        node.headers(more);
        node.offerAll(more);
        Block last = more.get(more.size() - 1);
        assertEquals(last.header(), node.blocks.tip().header());
        height++;
        if (onLeft) {
          left = last;
        } else {
          right = last;
        }
      }
      end.set(true);
      assertTrue(reader.join() > 0);
      assertTrue(other.join() > 0);
    }
  }

  private static int height(Block block, BlockNode node) {
    return node.headers.header(block.header().hash()).orElseThrow().height();
  }

  private static int lookUntil(AtomicBoolean end, BlockNode node, List<Block> trunk) {
    int passes = 0;
    do {
      assertTrue(node.blocks.has(trunk.get(7).header().hash()));
      assertTrue(node.blocks.tip().height() >= 50 - 1);
      OutPoint coin = Growth.output(trunk.get(7).transactions().get(0), 0);
      assertEquals(8, node.blocks.coins().orElseThrow().coin(coin).orElseThrow().height());
      passes++;
    } while (!end.get());
    return passes;
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
