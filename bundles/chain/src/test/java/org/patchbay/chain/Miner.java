package org.patchbay.chain;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactTarget;
import org.patchbay.wire.Hash256;

/** Makes headers that have their work, which is cheap at regtest's difficulty. */
final class Miner {
  static final long EASY = 0x207fffffL;

  private Miner() {}

  static BlockHeader mine(int version, Hash256 previous, long time, long bits, long mark) {
    Hash256 merkleRoot = new Hash256(mark, 1, 2, 3);
    for (long nonce = 0; ; nonce++) {
      BlockHeader header = new BlockHeader(version, previous, merkleRoot, time, bits, nonce);
      if (CompactTarget.isMetBy(header.hash(), bits)) {
        return header;
      }
    }
  }

  /** Headers ten minutes apart. */
  static List<BlockHeader> line(BlockHeader parent, int count, long mark) {
    return line(parent, count, mark, 600);
  }

  static List<BlockHeader> line(BlockHeader parent, int count, long mark, long spacing) {
    return line(parent, count, mark, spacing, EASY);
  }

  static List<BlockHeader> line(BlockHeader parent, int count, long mark, long spacing, long bits) {
    List<BlockHeader> headers = new ArrayList<>(count);
    BlockHeader last = parent;
    for (int i = 0; i < count; i++) {
      last = mine(0x20000000, last.hash(), last.time() + spacing, bits, mark);
      headers.add(last);
    }
    return headers;
  }
}
