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
 * except for {@link #latest}.
 */
final class RecentBlocks {
  private static final int MOST_CONNECTED = 8;

  private final long mostBytes;
  private final Map<Integer, Block> waiting = new LinkedHashMap<>();
  private final Map<Integer, Block> connected = new ConcurrentHashMap<>();
  private final ArrayDeque<Integer> order = new ArrayDeque<>();
  private long waitingBytes;
  private long connectedBytes;

  /**
   * @param mostBytes of those that wait, and again of those that were connected
   */
  RecentBlocks(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Keeps a block until it is connected, or others take its room. */
  void waits(int entry, Block block) {
    if (waiting.put(entry, block) == null) {
      waitingBytes += size(block);
    }
    Iterator<Block> oldest = waiting.values().iterator();
    while (waitingBytes > mostBytes && oldest.hasNext()) {
      waitingBytes -= size(oldest.next());
      oldest.remove();
    }
  }

  /** A block that waited or was connected lately; null when it is not here. */
  Block take(int entry) {
    Block block = waiting.remove(entry);
    if (block == null) {
      return connected.get(entry);
    }
    waitingBytes -= size(block);
    return block;
  }

  void connected(int entry, Block block) {
    if (connected.put(entry, block) == null) {
      order.add(entry);
      connectedBytes += size(block);
    }
    while (connected.size() > MOST_CONNECTED || connectedBytes > mostBytes) {
      connectedBytes -= size(connected.remove(order.remove()));
    }
  }

  /** A block connected lately; null when it is not here. From any thread. */
  Block latest(int entry) {
    return connected.get(entry);
  }

  private static int size(Block block) {
    return block.raw().remaining();
  }
}
