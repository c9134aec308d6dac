package org.patchbay.engine;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.observe.Observer.Step;
import org.patchbay.wire.Hash256;

/** Who was told of the last blocks, and who asked for them. Confined to the node loop. */
final class BlockSpread {
  private static final int BLOCKS = 100;

  private final World world;
  private final Map<Hash256, Spread> recent = new LinkedHashMap<>();

  BlockSpread(World world) {
    this.world = world;
  }

  /** By place of the peer: a place is taken again rarely within a hundred blocks. */
  private record Spread(BitSet told, BitSet asked) {}

  void accepted(Hash256 block) {
    if (recent.containsKey(block)) {
      return;
    }
    if (recent.size() >= BLOCKS) {
      recent.remove(recent.keySet().iterator().next());
    }
    recent.put(block, new Spread(new BitSet(), new BitSet()));
    tell(block, Step.ACCEPTED, -1, 0);
  }

  void announced(Hash256 block, int place) {
    Spread spread = recent.get(block);
    if (spread != null) {
      count(block, Step.ANNOUNCED, spread.told(), place);
    }
  }

  /** Answers whether it was one of the last blocks. */
  boolean requested(Hash256 id, int place) {
    Spread spread = recent.get(id);
    if (spread == null) {
      return false;
    }
    count(id, Step.REQUESTED, spread.asked(), place);
    return true;
  }

  private void count(Hash256 block, Step step, BitSet places, int place) {
    if (!places.get(place)) {
      places.set(place);
      int now = places.cardinality();
      tell(block, step, now - 1, now);
    }
  }

  private void tell(Hash256 block, Step step, int before, int now) {
    world.observers.spread(Observer.Item.BLOCK, block, step, before, now);
  }
}
