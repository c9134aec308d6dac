package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.Blocks.Outcome.Kind;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;

/** Blocks come, are connected, and are there after a restart. */
class BlockChainTest {
  @TempDir Path folder;

  @Test
  void blocksInOrderAreConnected() throws IOException {
    List<Block> line;
    try (BlockNode node = new BlockNode(folder)) {
      assertEquals(Integer.MAX_VALUE, node.blocks.wantedFrom());
      line = Growth.line(node.genesis(), 1, 300, 1);
      node.headers(line);
      assertEquals(300, node.headers.tip().height());
      assertEquals(0, node.blocks.tip().height());
      assertEquals(1, node.blocks.wantedFrom());
      assertEquals(List.of(node.genesis().hash()), node.active());
      assertEquals(Collections.nCopies(300, Kind.CONNECTED), node.offerAll(line));
      assertConnected(node, line);
      assertEquals(Kind.KNOWN, node.offer(line.get(7)).kind());
      assertEquals(300, node.changes.stream().mapToInt(change -> change.connected().size()).sum());
    }
    try (BlockNode node = new BlockNode(folder)) {
      assertConnected(node, line);
      assertEquals(List.of(), node.changes);
    }
  }

  private static void assertConnected(BlockNode node, List<Block> line) {
    assertEquals(line.size(), node.blocks.tip().height());
    assertEquals(Integer.MAX_VALUE, node.blocks.wantedFrom());
    assertEquals(0, node.blocks.lowest());
    assertEquals(line.size(), node.blocks.coins().orElseThrow().size());
    assertEquals(line.size() + 1, node.active().size());
    for (Block block : line) {
      assertTrue(node.blocks.has(block.header().hash()));
      assertEquals(block, node.read(block.header().hash()).orElseThrow());
    }
    assertEquals(node.genesis(), node.read(node.genesis().hash()).orElseThrow().header());
    assertFalse(node.blocks.has(Hash256.ZERO));
  }

  @Test
  void blocksOutOfOrderWaitOnDisk() throws IOException {
    try (BlockNode node = new BlockNode(folder)) {
      List<Block> line = Growth.line(node.genesis(), 1, 1024, 1);
      node.headers(line);
      List<Block> mixed = new ArrayList<>(line.subList(1, 1024));
      Collections.shuffle(mixed, new Random(5));
      assertEquals(Collections.nCopies(1023, Kind.STORED), node.offerAll(mixed));
      assertEquals(0, node.blocks.tip().height());
      assertEquals(1, node.blocks.wantedFrom());
      assertTrue(node.blocks.has(line.get(500).header().hash()));
      assertEquals(Kind.CONNECTED, node.offer(line.get(0)).kind());
      assertConnected(node, line);
    }
  }

  @Test
  void withoutItsHeaderABlockBringsIt() throws IOException {
    try (BlockNode node = new BlockNode(folder)) {
      List<Block> line = Growth.line(node.genesis(), 1, 3, 1);
      assertEquals(Kind.ORPHAN, node.offer(line.get(1)).kind());
      assertEquals(Kind.CONNECTED, node.offer(line.get(0), false).kind());
      assertEquals(Kind.CONNECTED, node.offer(line.get(1), false).kind());
      assertEquals(2, node.headers.tip().height());
    }
  }

  @Test
  void reorganisesTenAndAThousandDeep() throws IOException {
    for (int depth : new int[] {10, 1000}) {
      try (BlockNode node = new BlockNode(Files.createDirectory(folder.resolve("" + depth)))) {
        List<Block> trunk = Growth.line(node.genesis(), 1, 20, 1);
        List<Block> first = Growth.line(trunk.get(19).header(), 21, depth, 2);
        List<Block> second = Growth.line(trunk.get(19).header(), 21, depth + 1, 3);
        node.headers(trunk);
        node.headers(first);
        node.offerAll(trunk);
        node.offerAll(first);
        node.headers(second);
        assertEquals(21, node.blocks.wantedFrom());
        node.offerAll(second.subList(0, 5));
        assertEquals(26, node.blocks.wantedFrom());
        node.offerAll(second.subList(6, depth));
        assertEquals(26, node.blocks.wantedFrom());
        node.offer(second.get(5));
        assertEquals(21 + depth, node.blocks.wantedFrom());
        assertEquals(first.get(depth - 1).header(), node.blocks.tip().header());
        // A deep one takes more than one turn, and the answer comes after the first.
        Kind kind = node.offer(second.get(depth)).kind();
        assertEquals(depth == 10 ? Kind.CONNECTED : Kind.STORED, kind);
        List<Block> now = new ArrayList<>(trunk);
        now.addAll(second);
        assertConnected(node, now);
        assertEquals(
            depth, node.changes.stream().mapToInt(change -> change.disconnected().size()).sum());
      }
    }
  }

  /** Beyond what is remembered of the coins, they are made anew. */
  @Test
  void aLongBranchOfManyCoinsIsTakenBack() throws IOException {
    try (BlockNode node = new BlockNode(folder)) {
      List<Block> trunk = Growth.line(node.genesis(), 1, 20, 1);
      List<Block> first = new ArrayList<>();
      List<TxOut> outputs = Collections.nCopies(800, new TxOut(1, Growth.SCRIPT));
      for (int height = 21; height <= 320; height++) {
        Block parent = first.isEmpty() ? trunk.get(19) : first.get(first.size() - 1);
        Transaction plain = Growth.coinbase(height, 2, 0);
        Transaction wide = Transaction.of(1, plain.inputs(), outputs, List.of(), 0);
        first.add(Growth.of(parent.header(), List.of(wide)));
      }
      node.headers(trunk);
      node.headers(first);
      node.offerAll(trunk);
      node.offerAll(first);
      assertEquals(320, node.blocks.tip().height());
      assertEquals(20 + 300 * 800, node.blocks.coins().orElseThrow().size());
      List<Block> second = Growth.line(trunk.get(9).header(), 11, 311, 3);
      node.headers(second);
      node.offerAll(second);
      List<Block> now = new ArrayList<>(trunk.subList(0, 10));
      now.addAll(second);
      assertConnected(node, now);
    }
  }
}
