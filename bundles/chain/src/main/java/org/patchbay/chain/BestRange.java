package org.patchbay.chain;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.patchbay.wire.BlockHeader;

/**
 * Consecutive headers of the best chain of one snapshot, made when they are asked for. Immutable.
 *
 * <p>Reason: an answer to getheaders waits until its peer reads. Two thousand headers as objects
 * are 380 kB; a few thousand peers that ask and never read would fill the heap with them.
 */
final class BestRange extends AbstractList<BlockHeader> implements RandomAccess {
  private final Snapshot snapshot;
  private final int first;
  private final int size;

  BestRange(Snapshot snapshot, int first, int size) {
    this.snapshot = snapshot;
    this.first = first;
    this.size = size;
  }

  @Override
  public BlockHeader get(int index) {
    return snapshot.entries().header(snapshot.best(first + Objects.checkIndex(index, size)));
  }

  @Override
  public int size() {
    return size;
  }
}
