package org.patchbay.chain;

import java.util.Arrays;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;

/**
 * Headers held back until enough commitments behind them were checked, 48 bytes each: what stands
 * in the one before is left out. A ring. Confined to the chain lane.
 */
final class RedownloadBuffer {
  private static final int RECORD = 48;

  private final byte[] raw = new byte[RawHeader.SIZE];
  private byte[] ring = new byte[1024 * RECORD];
  private int first;
  private int size;

  int size() {
    return size;
  }

  void add(BlockHeader header) {
    if (size * RECORD == ring.length) {
      grow();
    }
    header.copyTo(raw, 0);
    int to = (first + size) % (ring.length / RECORD) * RECORD;
    System.arraycopy(raw, 0, ring, to, RawHeader.PREVIOUS);
    System.arraycopy(raw, RawHeader.MERKLE_ROOT, ring, to + RawHeader.PREVIOUS, 44);
    size++;
  }

  /** Takes the header added first, whose parent has the hash {@code previous}. */
  BlockHeader take(Hash256 previous) {
    int from = first * RECORD;
    System.arraycopy(ring, from, raw, 0, RawHeader.PREVIOUS);
    previous.copyTo(raw, RawHeader.PREVIOUS);
    System.arraycopy(ring, from + RawHeader.PREVIOUS, raw, RawHeader.MERKLE_ROOT, 44);
    first = (first + 1) % (ring.length / RECORD);
    size--;
    return BlockHeader.of(raw, 0);
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
