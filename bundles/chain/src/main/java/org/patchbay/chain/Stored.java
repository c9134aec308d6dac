package org.patchbay.chain;

import java.io.IOException;
import java.util.Optional;
import org.patchbay.wire.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks by header entry, on disk and in passing in memory. Written on the chain lane; {@link #has}
 * and {@link #onDisk} are for any thread.
 */
final class Stored {
  private static final Logger LOG = LoggerFactory.getLogger(Stored.class);
  private static final long MOST_RECENT = 8L << 20;

  private final Places places;
  private final BlockFiles files;
  private final Optional<Block> genesis;
  private final RecentBlocks recent = new RecentBlocks(MOST_RECENT);
  private boolean failing;

  Stored(Places places, BlockFiles files, Optional<Block> genesis) {
    this.places = places;
    this.files = files;
    this.genesis = genesis;
  }

  boolean has(int entry) {
    return entry == 0 ? genesis.isPresent() : places.has(entry);
  }

  /** Writes a block, which then waits to be connected; false when it could not be written. */
  boolean write(int entry, Block block, int height) {
    try {
      places.set(entry, files.append(block, height));
    } catch (IOException e) {
      if (!failing) {
        LOG.error("blocks cannot be stored, the next ones will be tried again: {}", e.toString());
      }
      failing = true;
      return false;
    }
    if (failing) {
      LOG.info("blocks can be stored again");
    }
    failing = false;
    recent.waits(entry, block);
    return true;
  }

  /** The block of an entry for a step of the chain; null when it cannot be had, and forgotten. */
  Block take(int entry) {
    Block block = recent.take(entry);
    if (block != null) {
      return block;
    }
    try {
      block = read(entry);
      if (block == null) {
        LOG.error("the block at {} is damaged and fetched again", places.of(entry));
      }
    } catch (IOException e) {
      LOG.error("a block cannot be read and is fetched again: {}", e.toString());
    }
    if (block == null) {
      places.set(entry, 0);
    }
    return block;
  }

  /** Reads a block; null when it is not there. */
  Block read(int entry) throws IOException {
    return onDisk(entry).orElse(null);
  }

  /** As {@link #read}, for any thread. */
  Optional<Block> onDisk(int entry) throws IOException {
    if (entry == 0) {
      return genesis;
    }
    long place = places.of(entry);
    return place == 0 ? Optional.empty() : files.read(place);
  }

  /** Forgets where a block was. */
  void forget(int entry) {
    places.set(entry, 0);
  }

  /** Keeps a disconnected block at hand. */
  void parked(int entry, Block block) {
    recent.waits(entry, block);
  }
}
