package org.patchbay.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * The memory outside the heap: one arena of small chunks, because links share what they read into
 * and hold at most one {@link #WRITE} each while their socket is full.
 */
final class Buffers {
  private Buffers() {}

  /** Bytes of one read. */
  static final int READ = 64 * 1024;

  /** Bytes handed to the socket at once; what a peer that does not read makes us keep. */
  static final int WRITE = 32 * 1024;

  private static final int PAGE = 8 * 1024;
  private static final int CHUNK_ORDER = 6; // 512 kB

  static final ByteBufAllocator POOL =
      new PooledByteBufAllocator(true, 0, 1, PAGE, CHUNK_ORDER, 32, 8, false);
}
