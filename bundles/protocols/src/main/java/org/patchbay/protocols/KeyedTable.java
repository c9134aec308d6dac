package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.SipHash;

/**
 * Entries by hash in one array, which grows and shrinks with them: an entry costs a few bytes and
 * an idle peer nothing. Confined to the node loop.
 *
 * <p>Places come from a secret hash: strangers choose the keys, and would otherwise choose them so
 * that all fall on one place. Sums of products with secret multipliers do not suffice: of keys that
 * differ in the upper bits of their words alone many have the same sum, whatever the multipliers.
 */
final class KeyedTable<E extends KeyedTable.Keyed> {
  private static final int LEAST = 8;
  private static final Keyed[] NONE = new Keyed[0];

  /** Something with a hash that never changes. */
  interface Keyed {
    Hash256 key();
  }

  /** The secret of all tables of one owner. Immutable. */
  record Secret(long k0, long k1) {
    int place(Hash256 key, int mask) {
      return (int) SipHash.hash(k0, k1, key) & mask;
    }

    static Secret of(RandomGenerator random) {
      return new Secret(random.nextLong(), random.nextLong());
    }
  }

  private final Secret secret;
  private Keyed[] slots = NONE;
  private int size;

  KeyedTable(Secret secret) {
    this.secret = secret;
  }

  int size() {
    return size;
  }

  /** Slots that it holds; for those who count memory. */
  int slots() {
    return slots.length;
  }

  /** The entry with this key, or null. */
  @SuppressWarnings("unchecked")
  E get(Hash256 key) {
    if (size == 0) {
      return null;
    }
    int mask = slots.length - 1;
    int at = secret.place(key, mask);
    while (slots[at] != null) {
      if (slots[at].key().equals(key)) {
        return (E) slots[at];
      }
      at = (at + 1) & mask;
    }
    return null;
  }

  /** Adds an entry whose key is not there. */
  void add(E entry) {
    if (2 * (size + 1) > slots.length) {
      resize(Math.max(LEAST, 2 * slots.length));
    }
    insert(entry);
    size++;
  }

  /** Removes the entry with this key, if it is there. */
  void remove(Hash256 key) {
    if (size == 0) {
      return;
    }
    int mask = slots.length - 1;
    int at = secret.place(key, mask);
    while (slots[at] != null && !slots[at].key().equals(key)) {
      at = (at + 1) & mask;
    }
    if (slots[at] == null) {
      return;
    }
    close(at, mask);
    size--;
    if (size == 0) {
      slots = NONE;
    } else if (slots.length > LEAST && 8 * size < slots.length) {
      resize(slots.length / 2);
    }
  }

  /** Moves back what stood behind a gap, so that every search still ends where it should. */
  private void close(int gap, int mask) {
    int hole = gap;
    int at = gap;
    while (true) {
      slots[hole] = null;
      int home;
      do {
        at = (at + 1) & mask;
        if (slots[at] == null) {
          return;
        }
        home = secret.place(slots[at].key(), mask);
      } while (((at - home) & mask) < ((at - hole) & mask));
      slots[hole] = slots[at];
      hole = at;
    }
  }

  /** What is there now, in no particular order. */
  @SuppressWarnings("unchecked")
  List<E> list() {
    List<E> all = new ArrayList<>(size);
    for (Keyed entry : slots) {
      if (entry != null) {
        all.add((E) entry);
      }
    }
    return all;
  }

  private void resize(int length) {
    Keyed[] before = slots;
    slots = new Keyed[length];
    for (Keyed entry : before) {
      if (entry != null) {
        insert(entry);
      }
    }
  }

  private void insert(Keyed entry) {
    int mask = slots.length - 1;
    int at = secret.place(entry.key(), mask);
    while (slots[at] != null) {
      at = (at + 1) & mask;
    }
    slots[at] = entry;
  }
}
