package org.patchbay.chain;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.BlockHeader;

/** Mines by the rules of a network, with the bits each header must have. */
final class Rules {
  private Rules() {}

  /** A line on the last of {@code before}, which begins with the genesis block. */
  static List<BlockHeader> line(
      ChainParams params, List<BlockHeader> before, int count, long mark, long spacing) {
    List<BlockHeader> all = new ArrayList<>(before);
    Difficulty difficulty = new Difficulty(params);
    Ancestry ancestry =
        new Ancestry() {
          @Override
          public int bits(int height) {
            return (int) all.get(height).bits();
          }

          @Override
          public long time(int height) {
            return all.get(height).time();
          }
        };
    for (int i = 0; i < count; i++) {
      BlockHeader parent = all.get(all.size() - 1);
      long time = parent.time() + spacing;
      long bits = Integer.toUnsignedLong(difficulty.required(ancestry, all.size() - 1, time));
      all.add(Miner.mine(0x20000000, parent.hash(), time, bits, mark));
    }
    return all.subList(before.size(), all.size());
  }
}
