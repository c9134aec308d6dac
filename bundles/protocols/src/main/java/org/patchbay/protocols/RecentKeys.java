package org.patchbay.protocols;

/**
 * Remembers at least the last 2,500 and at most the last 5,000 keys, in memory that grows with use.
 * Confined to the node loop. Stands where Bitcoin Core has a rolling filter of 5,000
 * (protocol-facts §12.8): it knows for sure, and an idle peer costs nothing. Keys are hashes under
 * a secret; two addresses with the same one cannot be found.
 */
final class RecentKeys {
  static final int GENERATION = 2_500;
  private static final long[] NONE = new long[0];

  private long[] young = NONE;
  private long[] old = NONE;
  private int count;

  boolean contains(long key) {
    long sought = key == 0 ? 1 : key;
    return find(young, sought) >= 0 || find(old, sought) >= 0;
  }

  void add(long key) {
    long kept = key == 0 ? 1 : key;
    if (find(young, kept) >= 0) {
      return;
    }
    if (count == GENERATION) {
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
