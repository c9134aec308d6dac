package org.patchbay.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.UInt256;

/**
 * Headers by entry number, the genesis block being 0 and a parent always before its children.
 *
 * <p>104 bytes a header, in chunks outside the heap, so that no collection ever moves them: hash,
 * the header without its parent's hash, then parent, height and chain work. The table of chunks is
 * immutable. Inside the chunks the chain lane writes entries that are not yet published; published
 * ones never change, so that any thread reads them without a lock.
 */
final class Entries {
  private static final int CHUNK_BITS = 12;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private static final int SIZE = 104;
  private static final int VERSION = 32;
  private static final int REST = 36;
  private static final int TIME = 68;
  private static final int BITS = 72;
  private static final int PARENT = 80;
  private static final int HEIGHT = 84;
  // The two lower words of the work: more than 128 bits cannot be hashed.
  private static final int WORK_0 = 88;
  private static final int WORK_1 = 96;

  private final ByteBuffer[] chunks;

  private Entries(ByteBuffer[] chunks) {
    this.chunks = chunks;
  }

  static Entries empty() {
    return new Entries(new ByteBuffer[0]);
  }

  boolean hasRoomFor(int entry) {
    return entry >>> CHUNK_BITS < chunks.length;
  }

  /** The same entries with another chunk. */
  Entries extended() {
    ByteBuffer[] more = Arrays.copyOf(chunks, chunks.length + 1);
    more[chunks.length] = ByteBuffer.allocateDirect(CHUNK * SIZE).order(ByteOrder.LITTLE_ENDIAN);
    return new Entries(more);
  }

  /**
   * Writes an entry, for which there is room.
   *
   * @param raw array of headers in wire order
   * @param from where this one begins
   */
  void put(
      int entry, int parent, int height, Hash256 hash, byte[] raw, int from, UInt256 chainWork) {
    ByteBuffer chunk = chunk(entry);
    int at = at(entry);
    for (int word = 0; word < 4; word++) {
      chunk.putLong(at + 8 * word, hash.longAt(word));
    }
    chunk.put(at + VERSION, raw, from, RawHeader.PREVIOUS);
    chunk.put(at + REST, raw, from + RawHeader.MERKLE_ROOT, RawHeader.SIZE - REST);
    chunk.putInt(at + PARENT, parent);
    chunk.putInt(at + HEIGHT, height);
    chunk.putLong(at + WORK_0, chainWork.longAt(0));
    chunk.putLong(at + WORK_1, chainWork.longAt(1));
  }

  private ByteBuffer chunk(int entry) {
    return chunks[entry >>> CHUNK_BITS];
  }

  private static int at(int entry) {
    return (entry & CHUNK - 1) * SIZE;
  }

  int version(int entry) {
    return chunk(entry).getInt(at(entry) + VERSION);
  }

  int parent(int entry) {
    return chunk(entry).getInt(at(entry) + PARENT);
  }

  int height(int entry) {
    return chunk(entry).getInt(at(entry) + HEIGHT);
  }

  /** Work of the chain up to and including an entry. */
  UInt256 work(int entry) {
    ByteBuffer chunk = chunk(entry);
    int at = at(entry);
    return new UInt256(chunk.getLong(at + WORK_0), chunk.getLong(at + WORK_1), 0, 0);
  }

  /** Unix seconds. */
  long time(int entry) {
    return Integer.toUnsignedLong(chunk(entry).getInt(at(entry) + TIME));
  }

  int bits(int entry) {
    return chunk(entry).getInt(at(entry) + BITS);
  }

  Hash256 hash(int entry) {
    ByteBuffer chunk = chunk(entry);
    int at = at(entry);
    return new Hash256(
        chunk.getLong(at), chunk.getLong(at + 8), chunk.getLong(at + 16), chunk.getLong(at + 24));
  }

  /** The least significant word of the hash. */
  long firstWord(int entry) {
    return chunk(entry).getLong(at(entry));
  }

  boolean hasHash(int entry, Hash256 hash) {
    ByteBuffer chunk = chunk(entry);
    int at = at(entry);
    return chunk.getLong(at) == hash.longAt(0)
        && chunk.getLong(at + 8) == hash.longAt(1)
        && chunk.getLong(at + 16) == hash.longAt(2)
        && chunk.getLong(at + 24) == hash.longAt(3);
  }

  BlockHeader header(int entry) {
    byte[] raw = new byte[RawHeader.SIZE];
    ByteBuffer chunk = chunk(entry);
    int at = at(entry);
    chunk.get(at + VERSION, raw, 0, RawHeader.PREVIOUS);
    if (entry > 0) {
      int parent = chunk.getInt(at + PARENT);
      chunk(parent).get(at(parent), raw, RawHeader.PREVIOUS, Hash256.SIZE);
    }
    chunk.get(at + REST, raw, REST, RawHeader.SIZE - REST);
    return BlockHeader.of(raw, 0, hash(entry));
  }

  HeaderView view(int entry) {
    return new StoredHeader(
        header(entry), hash(entry), height(entry), work(entry), medianTime(entry));
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
