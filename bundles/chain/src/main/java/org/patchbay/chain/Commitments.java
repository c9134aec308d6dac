package org.patchbay.chain;

import java.util.Arrays;

/** A queue of bits. Confined to the chain lane. */
final class Commitments {
  private long[] words = new long[16];
  private int added;
  private int taken;

  /** Bits not yet taken. */
  int size() {
    return added - taken;
  }

  void add(boolean bit) {
    if (added == 64 * words.length) {
      words = Arrays.copyOf(words, 2 * words.length);
    }
    if (bit) {
      words[added >> 6] |= 1L << added;
    }
    added++;
  }

  /** Takes the bit added first; there must be one. */
  boolean take() {
    int at = taken++;
    return (words[at >> 6] & 1L << at) != 0;
  }
}
