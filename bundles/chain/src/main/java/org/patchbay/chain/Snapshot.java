package org.patchbay.chain;

import org.patchbay.wire.Hash256;

/** The headers stored at one moment, and the best chain among them. From any thread. */
final class Snapshot {
  private final Entries entries;
  private final int count;
  private final HashTable table;
  private final int[] best;
  private final int tip;
  private final int tipHeight;

  /**
   * @param best entry by height, right up to the tip's; what is beyond belongs to later snapshots
   */
  Snapshot(Entries entries, int count, HashTable table, int[] best, int tip) {
    this.entries = entries;
    this.count = count;
    this.table = table;
    this.best = best;
    this.tip = tip;
    this.tipHeight = entries.height(tip);
  }

  Entries entries() {
    return entries;
  }

  /** Headers stored, on and beside the best chain. */
  int count() {
    return count;
  }

  int tip() {
    return tip;
  }

  int tipHeight() {
    return tipHeight;
  }

  /** The entry with a hash; -1 when there is none. */
  int find(Hash256 hash) {
    return table.find(entries, count, hash);
  }

  /** The entry of the best chain at a height from 0 to the tip's. */
  int best(int height) {
    return best[height];
  }

  boolean onBest(int entry) {
    int height = entries.height(entry);
    return height <= tipHeight && best[height] == entry;
  }

  /** The ancestor of an entry, or itself, at a height from 0 to its own. */
  int ancestor(int entry, int height) {
    int at = entry;
    while (entries.height(at) > height) {
      if (onBest(at)) {
        return best[height];
      }
      at = entries.parent(at);
    }
    return at;
  }

  /** The last entry of the best chain that is an ancestor of an entry, or itself. */
  int fork(int entry) {
    int at = entry;
    while (!onBest(at)) {
      at = entries.parent(at);
    }
    return at;
  }
}
