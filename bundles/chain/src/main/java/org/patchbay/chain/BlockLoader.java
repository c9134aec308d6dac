package org.patchbay.chain;

import java.io.IOException;
import java.util.Arrays;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the blocks on disk that belong to stored headers. A block was checked before it was
 * written, and its checksum says that it is the same; only behind a damage is it compared with its
 * header again.
 */
final class BlockLoader implements BlockFiles.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(BlockLoader.class);

  private final Index index;
  private final Places places;
  private final BlockFiles files;
  private final BlockRules rules;
  private int[] found = new int[64];
  private int count;
  private int left;

  BlockLoader(Index index, Places places, BlockFiles files, ChainParams params) {
    this.index = index;
    this.places = places;
    this.files = files;
    this.rules = new BlockRules(params);
  }

  /** Opens the files; the entries of the blocks found, in the order of writing. */
  int[] load() throws IOException {
    files.open(this);
    if (left > 0) {
      LOG.warn("{} blocks on disk are of no use: damaged, double or without a header", left);
    }
    return Arrays.copyOf(found, count);
  }

  @Override
  public void take(byte[] bytes, int from, int size, long place, boolean doubtful) {
    Hash256 hash = Hash256.of(Sha256.doubleHash(bytes, from, RawHeader.SIZE));
    int entry = index.find(hash);
    if (entry <= 0 || places.has(entry) || doubtful && !sound(bytes, from, size, entry)) {
      left++;
      return;
    }
    places.set(entry, place);
    files.holds(place, index.entries().height(entry));
    if (count == found.length) {
      found = Arrays.copyOf(found, 2 * count);
    }
    found[count++] = entry;
  }

  private boolean sound(byte[] bytes, int from, int size, int entry) {
    try {
      Block block = Block.read(new WireReader(Arrays.copyOfRange(bytes, from, from + size)));
      int height = index.entries().height(entry);
      long medianTime = index.entries().medianTime(index.entries().parent(entry));
      return rules.mutation(block, height).isEmpty()
          && rules.broken(block, height, medianTime).isEmpty();
    } catch (MalformedException e) {
      LOG.debug("what looked like a block is none", e);
      return false;
    }
  }
}
