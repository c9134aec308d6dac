package org.patchbay.chain;

import java.util.Arrays;

/**
 * Headers held back until enough commitments behind them were checked, 48 bytes each: what stands
 * in the one before is left out. A ring. Confined to the chain lane.
 */
final class RedownloadBuffer {
  private static final int RECORD = 48;

  private byte[] ring = new byte[1024 * RECORD];
  private int first;
  private int size;

  int size() {
    return size;
  }

  /** Adds a header in wire order. */
  void add(byte[] header, int at) {
    if (size * RECORD == ring.length) {
      grow();
    }
    int to = (first + size) % (ring.length / RECORD) * RECORD;
    System.arraycopy(header, at, ring, to, 4);
    System.arraycopy(header, at + RawHeader.MERKLE_ROOT, ring, to + 4, 44);
    size++;
  }

  /** Takes the header added first, all but its parent's hash, which is left as it is. */
  void take(byte[] header, int at) {
    int from = first * RECORD;
    System.arraycopy(ring, from, header, at, 4);
    System.arraycopy(ring, from + 4, header, at + RawHeader.MERKLE_ROOT, 44);
    first = (first + 1) % (ring.length / RECORD);
    size--;
  }

  private void grow() {
    byte[] larger = Arrays.copyOf(ring, 2 * ring.length);
    int tail = ring.length - first * RECORD;
    System.arraycopy(ring, first * RECORD, larger, 0, tail);
    System.arraycopy(ring, 0, larger, tail, first * RECORD);
    ring = larger;
    first = 0;
  }
}
