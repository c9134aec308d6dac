package org.patchbay.chain;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patchbay.wire.Block;

/**
 * Blocks that wait for one before them, so that they are not read back. Bounded in bytes. Confined
 * to the chain lane.
 *
 * <p>What is connected is not kept: a parsed block is several times its size in small objects, and
 * the medium's cache has the bytes.
 */
final class RecentBlocks {
  private final long mostBytes;
  private final Map<Integer, Block> waiting = new LinkedHashMap<>();
  private long bytes;

  RecentBlocks(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Keeps a block until it is taken, or others take its room. */
  void waits(int entry, Block block) {
    if (waiting.put(entry, block) == null) {
      bytes += size(block);
    }
    Iterator<Block> oldest = waiting.values().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      bytes -= size(oldest.next());
      oldest.remove();
    }
  }

  /** A block that waited; null when it is not here. */
  Block take(int entry) {
    Block block = waiting.remove(entry);
    if (block != null) {
      bytes -= size(block);
    }
    return block;
  }

  private static int size(Block block) {
    return block.raw().remaining();
  }
}
