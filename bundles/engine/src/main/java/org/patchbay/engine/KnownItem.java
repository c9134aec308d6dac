package org.patchbay.engine;

import java.util.Arrays;
import org.patchbay.wire.Hash256;

/**
 * One transaction that is or was offered: a bit for each peer that has it or was told of it, by the
 * peer's slot. Confined to the node loop.
 */
final class KnownItem {
  private static final long[] NONE = {};
  private static final int NOBODY = -1;

  /** The wtxid. */
  final Hash256 id;

  /** The txid where it differs from the wtxid and leads here; else null. */
  Hash256 alias;

  /** The transaction while the pool holds it; else null. */
  Offered offered;

  /** Neighbours in the chain that it is in. */
  KnownItem before;

  KnownItem after;

  /** Peers that were told of it by us, and that asked us for it. */
  int announced;

  int requested;
  private int lastAsker = NOBODY;

  /** While one peer alone knows of it, its slot instead of bits. */
  private int only = NOBODY;

  private long[] bits = NONE;
  private boolean settled;

  KnownItem(Hash256 id) {
    this.id = id;
  }

  boolean has(int slot) {
    return (word(slot >> 6) >> slot & 1) != 0;
  }

  /** The bits of slots 64 × index and following. */
  long word(int index) {
    if (index < bits.length) {
      return bits[index];
    }
    return only >> 6 == index && only != NOBODY ? 1L << only : 0;
  }

  /** Words that may hold bits. */
  int words() {
    return only == NOBODY ? bits.length : (only >> 6) + 1;
  }

  /**
   * Sets a bit.
   *
   * @param words of all slots in use, to which the bits grow
   */
  void add(int slot, int words) {
    if (settled) {
      return;
    }
    if (bits == NONE && (only == NOBODY || only == slot)) {
      only = slot;
    } else {
      add(slot >> 6, 1L << slot, words);
    }
  }

  /** Sets the bits of a word. */
  void add(int index, long mask, int words) {
    if (mask == 0 || settled) {
      return;
    }
    if (index >= bits.length) {
      bits = Arrays.copyOf(bits, Math.max(index + 1, words));
    }
    if (only != NOBODY) {
      int slot = only;
      only = NOBODY;
      add(slot >> 6, 1L << slot, words);
    }
    bits[index] |= mask;
  }

  /**
   * Nobody waits to be told of it any more: who knows of it does not matter now, and takes no
   * memory.
   */
  void settle() {
    settled = true;
    bits = NONE;
    only = NOBODY;
  }

  /** Whether it is not kept any more who knows of it. */
  boolean settled() {
    return settled;
  }

  /** It is about to be offered, perhaps again: who knows of it matters. */
  void unsettle() {
    settled = false;
  }

  /** Sets what another one has set. */
  void addAll(KnownItem other, int words) {
    for (int i = 0; i < other.words(); i++) {
      add(i, other.word(i), words);
    }
  }

  /** Clears the bits of slots that nobody holds any more. */
  void clear(long[] freed) {
    if (only != NOBODY && only >> 6 < freed.length && (freed[only >> 6] >> only & 1) != 0) {
      only = NOBODY;
    }
    for (int i = 0; i < Math.min(bits.length, freed.length); i++) {
      bits[i] &= ~freed[i];
    }
    if (lastAsker >= 0
        && lastAsker >> 6 < freed.length
        && (freed[lastAsker >> 6] >> lastAsker & 1) != 0) {
      lastAsker = NOBODY;
    }
  }

  /** A peer asks for it; answers false when it did so last. */
  boolean asked(int slot) {
    boolean another = slot != lastAsker;
    lastAsker = slot;
    return another;
  }
}
