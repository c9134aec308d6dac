package org.patchbay.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries all of whose blocks are on disk, and the one of them with the most work: what the active
 * chain may lead to. Confined to the chain lane.
 *
 * <p>A header with more work whose block is withheld does not count, so that nobody who has once
 * found a block can stop the node by keeping it back.
 */
final class Candidates {
  private final Index index;
  private final Places places;
  private final BitSet complete = new BitSet();
  private final Map<Integer, List<Integer>> waiting = new HashMap<>();
  private int best;
  private int preferred = -1;
  private int[] completed = new int[1024];
  private int sequence;

  Candidates(Index index, Places places) {
    this.index = index;
    this.places = places;
  }

  /** The complete, valid entry with the most work; of equals the one completed first. */
  int best() {
    return best;
  }

  /**
   * Whether an entry is followed rather than another: by work, by preference, by who came first.
   */
  boolean better(int entry, int other) {
    int more = index.entries().work(entry).compareTo(index.entries().work(other));
    if (more != 0) {
      return more > 0;
    }
    return entry == preferred || other != preferred && order(entry) < order(other);
  }

  /** Counts up with every entry that is completed; 0 before that. */
  private int order(int entry) {
    return entry < completed.length ? completed[entry] : 0;
  }

  private void noteOrder(int entry) {
    if (entry >= completed.length) {
      completed = Arrays.copyOf(completed, Math.max(entry + 1, 2 * completed.length));
    }
    completed[entry] = ++sequence;
  }

  /** Of those with as much work an entry is the best from now on. */
  void prefer(int entry) {
    preferred = entry;
    if (complete.get(entry)) {
      consider(entry);
    }
  }

  boolean complete(int entry) {
    return complete.get(entry);
  }

  /** Begins anew from an entry that counts as complete, with nothing behind it. */
  void begin(int root) {
    complete.clear();
    waiting.clear();
    complete.set(root);
    best = root;
  }

  /** Begins anew from an entry that counts as complete, with all that is on disk behind it. */
  void restart(int root) {
    begin(root);
    for (int entry = root + 1; entry < index.snapshot().count(); entry++) {
      if (places.has(entry)) {
        stored(entry);
      }
    }
  }

  /** A block is on disk now. */
  void stored(int entry) {
    int parent = index.entries().parent(entry);
    if (!complete.get(parent)) {
      waiting.computeIfAbsent(parent, none -> new ArrayList<>(1)).add(entry);
      return;
    }
    ArrayDeque<Integer> next = new ArrayDeque<>();
    next.add(entry);
    while (!next.isEmpty()) {
      int done = next.remove();
      if (!places.has(done)) {
        continue;
      }
      complete.set(done);
      noteOrder(done);
      consider(done);
      List<Integer> children = waiting.remove(done);
      if (children != null) {
        next.addAll(children);
      }
    }
  }

  private void consider(int entry) {
    if (!index.invalid(entry) && better(entry, best)) {
      best = entry;
    }
  }

  /** Chooses again after entries turned out invalid; at least a valid, complete one. */
  void chooseAgain(int atLeast) {
    best = atLeast;
    for (int entry = complete.nextSetBit(0); entry >= 0; entry = complete.nextSetBit(entry + 1)) {
      consider(entry);
    }
  }

  /** A block is no longer on disk, which others may stand on. */
  void lost(int entry) {
    complete.clear(entry);
    Entries entries = index.entries();
    for (int next = entry + 1; next < index.snapshot().count(); next++) {
      int parent = entries.parent(next);
      if (complete.get(next) && !complete.get(parent)) {
        complete.clear(next);
        waiting.computeIfAbsent(parent, none -> new ArrayList<>(1)).add(next);
      }
    }
  }
}
