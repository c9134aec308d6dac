package org.patchbay.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.UInt256;

/** Fills an index from a headers file, without judging again what was judged. */
final class Loader implements HeaderFileReader.Batch {
  private final Index index;
  private final HeaderRules rules;
  private int last;

  Loader(Index index, HeaderRules rules) {
    this.index = index;
    this.rules = rules;
  }

  /** Each hash stands in the next header, so that only the last one of a batch is computed. */
  @Override
  public boolean take(byte[] bytes, int at, int count) {
    Hash256 parent = Hash256.of(bytes, at + RawHeader.PREVIOUS);
    int known = index.entries().hasHash(last, parent) ? last : index.find(parent);
    if (known < 0) {
      return false;
    }
    last = known;
    int height = index.entries().height(last);
    UInt256 work = index.entries().work(last);
    ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0, from = at; i < count; i++, from += RawHeader.SIZE) {
      Hash256 hash =
          i + 1 < count
              ? Hash256.of(bytes, from + RawHeader.SIZE + RawHeader.PREVIOUS)
              : Hash256.of(Sha256.doubleHash(bytes, from, RawHeader.SIZE));
      work = work.plus(rules.target(fields.getInt(from + RawHeader.BITS)).work());
      last = index.stage(last, ++height, hash, bytes, from, work);
    }
    index.add();
    return true;
  }
}
