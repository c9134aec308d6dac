package org.patchbay.engine;

/** Items in the order in which they came, each in one chain at most. Confined to the node loop. */
final class ItemChain {
  private KnownItem first;
  private KnownItem last;
  private int size;

  /** The oldest; null when there is none. */
  KnownItem first() {
    return first;
  }

  int size() {
    return size;
  }

  void add(KnownItem item) {
    item.before = last;
    item.after = null;
    if (last == null) {
      first = item;
    } else {
      last.after = item;
    }
    last = item;
    size++;
  }

  /** Takes out an item of this chain. */
  void remove(KnownItem item) {
    if (item.before == null) {
      first = item.after;
    } else {
      item.before.after = item.after;
    }
    if (item.after == null) {
      last = item.before;
    } else {
      item.after.before = item.before;
    }
    item.before = null;
    item.after = null;
    size--;
  }
}
