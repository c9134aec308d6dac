package org.patchbay.chain;

import java.util.Arrays;
import java.util.List;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Sha256;

/**
 * Headers in wire order, 80 bytes each, and their hashes. Confined to the chain lane, which fills
 * it again and again.
 */
final class HeaderBatch {
  private byte[] bytes = new byte[HeaderFile.MAX_BATCH * RawHeader.SIZE];
  private Hash256[] hashes = new Hash256[HeaderFile.MAX_BATCH];
  private int size;

  void clear() {
    size = 0;
  }

  /** Replaces what it holds. */
  HeaderBatch load(List<BlockHeader> headers) {
    size = 0;
    reserve(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      add(headers.get(i));
    }
    return this;
  }

  private void add(BlockHeader header) {
    header.copyTo(bytes, at(size));
    hashes[size++] = header.hash();
  }

  /**
   * Replaces what it holds by a line of headers that was checked before it was written: each hash
   * stands in the next header, and only the last one is computed.
   */
  HeaderBatch loadStored(byte[] headers, int from, int count) {
    reserve(count);
    System.arraycopy(headers, from, bytes, 0, count * RawHeader.SIZE);
    size = count;
    for (int i = 1; i < count; i++) {
      hashes[i - 1] = previous(i);
    }
    hashes[count - 1] = hashed(count - 1);
    return this;
  }

  /**
   * Adds the header that a buffer held longest.
   *
   * @param previous its parent's hash
   */
  void addReleased(RedownloadBuffer held, Hash256 previous) {
    reserve(size + 1);
    held.take(bytes, at(size));
    previous.copyTo(bytes, at(size) + RawHeader.PREVIOUS);
    hashes[size] = hashed(size);
    size++;
  }

  private Hash256 hashed(int header) {
    return Hash256.of(Sha256.doubleHash(bytes, at(header), RawHeader.SIZE));
  }

  private void reserve(int count) {
    if (count > hashes.length) {
      int larger = Math.max(count, 2 * hashes.length);
      bytes = Arrays.copyOf(bytes, larger * RawHeader.SIZE);
      hashes = Arrays.copyOf(hashes, larger);
    }
  }

  int size() {
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where a header begins in {@link #bytes}. */
  static int at(int header) {
    return header * RawHeader.SIZE;
  }

  int version(int header) {
    return RawHeader.int32(bytes, at(header));
  }

  /** Unix seconds. */
  long time(int header) {
    return Integer.toUnsignedLong(RawHeader.int32(bytes, at(header) + RawHeader.TIME));
  }

  int bits(int header) {
    return RawHeader.int32(bytes, at(header) + RawHeader.BITS);
  }

  Hash256 hash(int header) {
    return hashes[header];
  }

  /** The parent's hash. */
  Hash256 previous(int header) {
    return Hash256.of(bytes, at(header) + RawHeader.PREVIOUS);
  }

  /** Whether a header stands on the one before it. */
  boolean follows(int header) {
    return previous(header).equals(hashes[header - 1]);
  }

  /** The hash of the last header. */
  Hash256 lastHash() {
    return hashes[size - 1];
  }
}
