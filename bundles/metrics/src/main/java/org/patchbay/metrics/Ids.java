package org.patchbay.metrics;

import org.patchbay.wire.Hash256;
import org.patchbay.wire.SipHash;

/**
 * The hash in each of a fixed number of slots, and the slot of a hash: flat, open addressing, at
 * most half full. Confined to the node loop. Keyed, because whoever makes a transaction chooses its
 * hash, and could fill one run of places.
 */
final class Ids {
  /** Four words of the hash, and the keyed hash of it. */
  private static final int WORDS = 5;

  private final long[] words;
  private final int[] places;
  private final int mask;
  private final long key0;
  private final long key1;

  Ids(int slots, long key0, long key1) {
    words = new long[slots * WORDS];
    places = new int[Integer.highestOneBit(slots * 4 - 1)];
    mask = places.length - 1;
    this.key0 = key0;
    this.key1 = key1;
  }

  /** The slot of a hash, the last one it was put into; -1 when there is none. */
  int find(Hash256 id) {
    int place = (int) SipHash.hash(key0, key1, id) & mask;
    while (places[place] != 0 && !holds(places[place] - 1, id)) {
      place = (place + 1) & mask;
    }
    return places[place] - 1;
  }

  /** Puts a hash into a slot that is new, or whose hash was removed. */
  void put(int slot, Hash256 id) {
    long keyed = SipHash.hash(key0, key1, id);
    int place = (int) keyed & mask;
    while (places[place] != 0 && !holds(places[place] - 1, id)) {
      place = (place + 1) & mask;
    }
    places[place] = slot + 1;
    int at = slot * WORDS;
    for (int word = 0; word < 4; word++) {
      words[at + word] = id.longAt(word);
    }
    words[at + 4] = keyed;
  }

  /** From now on the hash in this slot is not found here; it may have a younger slot. */
  void remove(int slot) {
    int place = home(slot);
    while (places[place] != 0 && places[place] != slot + 1) {
      place = (place + 1) & mask;
    }
    if (places[place] == 0) {
      return;
    }
    // Whoever stands behind the gap on account of it moves up.
    int gap = place;
    for (int next = (gap + 1) & mask; places[next] != 0; next = (next + 1) & mask) {
      if (((next - home(places[next] - 1)) & mask) >= ((next - gap) & mask)) {
        places[gap] = places[next];
        gap = next;
      }
    }
    places[gap] = 0;
  }

  /** The hash in a slot. */
  Hash256 at(int slot) {
    int at = slot * WORDS;
    return new Hash256(words[at], words[at + 1], words[at + 2], words[at + 3]);
  }

  private boolean holds(int slot, Hash256 id) {
    int at = slot * WORDS;
    return words[at] == id.longAt(0)
        && words[at + 1] == id.longAt(1)
        && words[at + 2] == id.longAt(2)
        && words[at + 3] == id.longAt(3);
  }

  private int home(int slot) {
    return (int) words[slot * WORDS + 4] & mask;
  }
}
