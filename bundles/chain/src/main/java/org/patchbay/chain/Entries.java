package org.patchbay.chain;

import java.util.Arrays;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.UInt256;

/**
 * Headers by entry number, the genesis block being 0 and a parent always before its children.
 *
 * <p>The table of chunks is immutable. Inside the chunks the chain lane writes entries that are not
 * yet published; published ones never change, so that any thread reads them without a lock.
 */
final class Entries {
  private final Chunk[] chunks;

  private Entries(Chunk[] chunks) {
    this.chunks = chunks;
  }

  static Entries empty() {
    return new Entries(new Chunk[0]);
  }

  /** The same entries with room for at least {@code count}. */
  Entries withRoomFor(int count) {
    int needed = (count + Chunk.MASK) >>> Chunk.BITS;
    if (needed <= chunks.length) {
      return this;
    }
    Chunk[] more = Arrays.copyOf(chunks, needed);
    for (int i = chunks.length; i < needed; i++) {
      more[i] = new Chunk();
    }
    return new Entries(more);
  }

  Chunk chunk(int entry) {
    return chunks[entry >>> Chunk.BITS];
  }

  int parent(int entry) {
    return chunk(entry).parents[entry & Chunk.MASK];
  }

  int height(int entry) {
    return chunk(entry).heights[entry & Chunk.MASK];
  }

  /** Work of the chain up to and including an entry. */
  UInt256 work(int entry) {
    long[] works = chunk(entry).works;
    int at = 2 * (entry & Chunk.MASK);
    return new UInt256(works[at + 1], works[at], 0, 0);
  }

  int version(int entry) {
    return field(entry, Chunk.VERSION);
  }

  /** Unix seconds. */
  long time(int entry) {
    return Integer.toUnsignedLong(field(entry, Chunk.TIME));
  }

  int bits(int entry) {
    return field(entry, Chunk.BITS_FIELD);
  }

  private int field(int entry, int offset) {
    return RawHeader.int32(chunk(entry).records, offset(entry) + offset);
  }

  /** Where the record of an entry begins in its chunk. */
  static int offset(int entry) {
    return (entry & Chunk.MASK) * Chunk.RECORD;
  }

  Hash256 hash(int entry) {
    return Hash256.of(chunk(entry).records, offset(entry));
  }

  BlockHeader header(int entry) {
    Chunk chunk = chunk(entry);
    int offset = offset(entry);
    byte[] raw = new byte[RawHeader.SIZE];
    System.arraycopy(chunk.records, offset + Chunk.VERSION, raw, 0, 4);
    if (entry > 0) {
      int parent = chunk.parents[entry & Chunk.MASK];
      System.arraycopy(
          chunk(parent).records, offset(parent), raw, RawHeader.PREVIOUS, Hash256.SIZE);
    }
    System.arraycopy(chunk.records, offset + Chunk.MERKLE_ROOT, raw, RawHeader.MERKLE_ROOT, 44);
    return BlockHeader.of(raw, 0, hash(entry));
  }

  HeaderView view(int entry) {
    return new StoredHeader(
        header(entry), hash(entry), height(entry), work(entry), medianTime(entry));
  }

  boolean hasHash(int entry, Hash256 hash) {
    byte[] records = chunk(entry).records;
    int at = offset(entry);
    return RawHeader.int64(records, at) == hash.longAt(0)
        && RawHeader.int64(records, at + 8) == hash.longAt(1)
        && RawHeader.int64(records, at + 16) == hash.longAt(2)
        && RawHeader.int64(records, at + 24) == hash.longAt(3);
  }

  /** Median of the times of an entry and the ten before it, fewer near the genesis block. */
  long medianTime(int entry) {
    long[] times = new long[11];
    int count = 0;
    for (int at = entry; ; at = parent(at)) {
      times[count++] = time(at);
      if (count == times.length || height(at) == 0) {
        break;
      }
    }
    Arrays.sort(times, 0, count);
    return times[count / 2];
  }
}
