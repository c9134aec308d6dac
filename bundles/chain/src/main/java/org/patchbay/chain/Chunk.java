package org.patchbay.chain;

/** Room for 4096 headers in flat arrays: 104 bytes a header. */
final class Chunk {
  static final int BITS = 12;
  static final int SIZE = 1 << BITS;
  static final int MASK = SIZE - 1;

  /** Bytes of a record: the hash, then the header without its parent's hash. */
  static final int RECORD = 80;

  static final int VERSION = 32;
  static final int MERKLE_ROOT = 36;
  static final int TIME = 68;
  static final int BITS_FIELD = 72;
  static final int NONCE = 76;

  final byte[] records = new byte[SIZE * RECORD];
  final int[] parents = new int[SIZE];
  final int[] heights = new int[SIZE];

  /** Chain work, high word and low word of each: 128 bits are more than can be hashed. */
  final long[] works = new long[2 * SIZE];
}
