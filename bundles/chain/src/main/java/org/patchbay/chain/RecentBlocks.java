package org.patchbay.chain;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.wire.Block;

/**
 * Blocks that are likely to be wanted again soon, so that they are not read back: those that wait
 * for one before them, and the last ones connected. Bounded in bytes. Confined to the chain lane,
 * except for {@link #connected(int)}.
 */
final class RecentBlocks {
  private static final int MOST_CONNECTED = 8;

  private final long mostBytes;
  private final Map<Integer, Block> waiting = new LinkedHashMap<>();
  private final Map<Integer, Block> connected = new ConcurrentHashMap<>();
  private final ArrayDeque<Integer> order = new ArrayDeque<>();
  private long bytes;

  RecentBlocks(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Keeps a block until it is connected, or others take its room. */
  void waits(int entry, Block block) {
    waiting.put(entry, block);
    bytes += size(block);
    Iterator<Block> oldest = waiting.values().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      bytes -= size(oldest.next());
      oldest.remove();
    }
  }

  /** A block that waited or was connected lately; null when it is not here. */
  Block take(int entry) {
    Block block = waiting.remove(entry);
    if (block == null) {
      return connected.get(entry);
    }
    bytes -= size(block);
    return block;
  }

  void connected(int entry, Block block) {
    if (connected.put(entry, block) == null) {
      order.add(entry);
      if (order.size() > MOST_CONNECTED) {
        connected.remove(order.remove());
      }
    }
  }

  /** A block connected lately; null when it is not here. From any thread. */
  Block connected(int entry) {
    return connected.get(entry);
  }

  private static int size(Block block) {
    return block.raw().remaining();
  }
}
