package org.patchbay.engine;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The peers that are told of transactions, each by the slot of its bits. Confined to the node loop.
 *
 * <p>Bits of a slot that was left are cleared before it is taken again, those of many slots at
 * once: that takes one walk over all items.
 */
final class HearerTable {
  private static final int WASH = 64;

  /** Left slots are washed when they are at least this part of all. */
  private static final int WASH_SHARE = 8;

  private final Consumer<long[]> washing;
  private Hearer[] bySlot = new Hearer[64];
  private int[] clean = new int[64];
  private int cleanCount;
  private long[] left = new long[1];
  private int leftCount;
  private int high;
  private int size;

  /**
   * An empty table.
   *
   * @param washing clears the bits of a mask of slots everywhere
   */
  HearerTable(Consumer<long[]> washing) {
    this.washing = washing;
  }

  /** A slot whose bits are clear everywhere. */
  int freeSlot() {
    if (cleanCount == 0 && leftCount >= WASH && leftCount * WASH_SHARE >= high) {
      wash();
    }
    return cleanCount > 0 ? clean[cleanCount - 1] : high;
  }

  private void wash() {
    washing.accept(left);
    clean = new int[leftCount];
    for (int word = left.length - 1; word >= 0; word--) {
      for (long bits = left[word]; bits != 0; bits &= ~Long.highestOneBit(bits)) {
        clean[cleanCount++] = (word << 6) + 63 - Long.numberOfLeadingZeros(bits);
      }
    }
    left = new long[left.length];
    leftCount = 0;
  }

  /** Takes the {@link #freeSlot} for a newcomer. */
  void add(Hearer hearer) {
    if (cleanCount > 0) {
      cleanCount--;
    } else {
      high++;
    }
    if (hearer.slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, 2 * bySlot.length);
    }
    bySlot[hearer.slot] = hearer;
    size++;
  }

  /** It is told no more. */
  void remove(Hearer hearer) {
    bySlot[hearer.slot] = null;
    if (hearer.slot >> 6 >= left.length) {
      left = Arrays.copyOf(left, words());
    }
    left[hearer.slot >> 6] |= 1L << hearer.slot;
    leftCount++;
    size--;
  }

  /** The peer with a slot; null when nobody has it. */
  Hearer at(int slot) {
    return slot < high ? bySlot[slot] : null;
  }

  /** Words of bits for every slot that was ever taken. */
  int words() {
    return (high + 63) >> 6;
  }

  /** One above the highest slot that was ever taken. */
  int high() {
    return high;
  }

  int size() {
    return size;
  }
}
