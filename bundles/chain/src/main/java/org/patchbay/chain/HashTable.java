package org.patchbay.chain;

import org.patchbay.wire.Hash256;

/**
 * From hash to entry by open addressing. Grown by making another one; the chain lane inserts while
 * other threads look up, who must disregard entries they have no right to see yet.
 *
 * <p>The secret salt keeps an attacker on a network of cheap work from making hashes that all fall
 * into one place.
 */
final class HashTable {
  private static final int SMALLEST = 1 << 12;
  private static final int LARGE = 1 << 20;
  private static final double LOAD = 0.6;

  private final int[] slots;
  private final int shift;
  private final long salt;

  /** A table with room for {@code capacity} entries, of which at most three in five are in use. */
  HashTable(int capacity, long salt) {
    int size = SMALLEST;
    while (size * LOAD < capacity) {
      size *= 2;
    }
    this.slots = new int[size];
    this.shift = Long.numberOfLeadingZeros(size) + 1;
    this.salt = salt;
  }

  /** Entries it should not exceed. */
  int capacity() {
    return (int) (slots.length * LOAD);
  }

  /** What to make room for when it is full: fast growth at first, little waste later. */
  int nextCapacity() {
    return (int) (slots.length * (slots.length < LARGE ? 4L : 2L) * LOAD);
  }

  long salt() {
    return salt;
  }

  /** The entry with this hash among the first {@code count}; -1 when there is none. */
  int find(Entries entries, int count, Hash256 hash) {
    int mask = slots.length - 1;
    for (int slot = slot(hash.longAt(0)); ; slot = (slot + 1) & mask) {
      int entry = slots[slot] - 1;
      if (entry < 0) {
        return -1;
      }
      // A later entry may come from an insertion that is under way in another thread.
      if (entry < count && entries.hasHash(entry, hash)) {
        return entry;
      }
    }
  }

  /** Adds an entry that is known not to be there. */
  void insert(long firstWord, int entry) {
    int mask = slots.length - 1;
    int slot = slot(firstWord);
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry + 1;
  }

  /** By the least significant word, which nobody can choose without the work for it. */
  private int slot(long firstWord) {
    long mixed = (firstWord ^ salt) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 32 ^ Long.rotateLeft(salt, 29)) * 0xd1342543de82ef95L;
    return (int) (mixed >>> shift);
  }
}
