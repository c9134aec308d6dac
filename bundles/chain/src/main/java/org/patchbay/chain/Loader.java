package org.patchbay.chain;

import org.patchbay.wire.Hash256;
import org.patchbay.wire.UInt256;

/** Fills an index from a headers file, without judging again what was judged. */
final class Loader implements HeaderFileReader.Batch {
  private final Index index;
  private final HeaderRules rules;
  private final HeaderBatch batch = new HeaderBatch();
  private int last;

  Loader(Index index, HeaderRules rules) {
    this.index = index;
    this.rules = rules;
  }

  @Override
  public boolean take(byte[] bytes, int at, int count) {
    batch.loadStored(bytes, at, count);
    Entries entries = index.entries();
    Hash256 parent = batch.previous(0);
    if (!entries.hasHash(last, parent)) {
      last = index.find(parent);
    }
    if (last < 0) {
      last = 0;
      return false;
    }
    int height = entries.height(last);
    UInt256 work = entries.work(last);
    for (int i = 0; i < count; i++) {
      work = work.plus(rules.target(batch.bits(i)).work());
      last = index.stage(last, ++height, batch, i, work);
    }
    index.add();
    return true;
  }
}
