package org.patchbay.protocols;

/**
 * Remembers at least the last keys of one generation and at most those of two, in memory that grows
 * with use. Confined to the node loop. Stands where Bitcoin Core has rolling filters: it knows for
 * sure, and an idle peer costs nothing. Keys are hashes under a secret; two things with the same
 * one cannot be found.
 */
final class RecentKeys {
  /** For the addresses that one peer knows: 2,500 to 5,000 (protocol-facts §12.8). */
  static final int GENERATION = 2_500;

  private static final long[] NONE = new long[0];

  private final int generation;
  private long[] young = NONE;
  private long[] old = NONE;
  private int count;

  RecentKeys() {
    this(GENERATION);
  }

  /** Remembers at least the last {@code generation} keys, and at most twice as many. */
  RecentKeys(int generation) {
    this.generation = generation;
  }

  /** Forgets everything. */
  void clear() {
    young = NONE;
    old = NONE;
    count = 0;
  }

  /** Slots that it holds; for those who count memory. */
  int slots() {
    return young.length + old.length;
  }

  boolean contains(long key) {
    long sought = key == 0 ? 1 : key;
    return find(young, sought) >= 0 || find(old, sought) >= 0;
  }

  void add(long key) {
    long kept = key == 0 ? 1 : key;
    if (find(young, kept) >= 0) {
      return;
    }
    if (count == generation) {
      old = young;
      young = NONE;
      count = 0;
    }
    if (2 * (count + 1) > young.length) {
      grow();
    }
    insert(young, kept);
    count++;
  }

  private void grow() {
    long[] larger = new long[Math.max(16, 2 * young.length)];
    for (long key : young) {
      if (key != 0) {
        insert(larger, key);
      }
    }
    young = larger;
  }

  private static void insert(long[] table, long key) {
    int at = (int) key & (table.length - 1);
    while (table[at] != 0) {
      at = (at + 1) & (table.length - 1);
    }
    table[at] = key;
  }

  private static int find(long[] table, long key) {
    if (table.length == 0) {
      return -1;
    }
    int at = (int) key & (table.length - 1);
    while (table[at] != 0) {
      if (table[at] == key) {
        return at;
      }
      at = (at + 1) & (table.length - 1);
    }
    return -1;
  }
}
