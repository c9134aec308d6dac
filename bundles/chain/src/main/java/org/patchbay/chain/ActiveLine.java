package org.patchbay.chain;

import java.util.Arrays;

/**
 * The connected entries by height. Confined to the chain lane; its array may be read by others up
 * to a tip that was published.
 */
final class ActiveLine {
  private int[] line = new int[1024];
  private int height;
  private boolean rewriting;

  /** For {@link Index#along}: entries by height, right up to the tip's. */
  int[] array() {
    return line;
  }

  int height() {
    return height;
  }

  int tip() {
    return line[height];
  }

  int at(int atHeight) {
    return line[atHeight];
  }

  boolean has(Entries entries, int entry) {
    int entryHeight = entries.height(entry);
    return entryHeight <= height && line[entryHeight] == entry;
  }

  /** Adds a child of the tip. */
  void push(int entry) {
    if (height + 1 == line.length) {
      line = Arrays.copyOf(line, 2 * line.length);
      rewriting = false;
    } else if (rewriting) {
      // Others still read what was there before.
      line = line.clone();
      rewriting = false;
    }
    line[++height] = entry;
  }

  /** Takes the tip away, which is not the genesis block. */
  void pop() {
    height--;
    rewriting = true;
  }

  /** Follows the best chain up to a height. */
  void follow(Snapshot best, int upTo) {
    int[] fresh = new int[Math.max(1024, upTo + 1 + 1024)];
    for (int i = 0; i <= upTo; i++) {
      fresh[i] = best.best(i);
    }
    line = fresh;
    height = upTo;
    rewriting = false;
  }
}
