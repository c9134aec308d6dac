package org.patchbay.transport;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Counts the reads of one link for a carrier on which reads of several links are under way at the
 * same time and which has buffers of its own.
 */
final class OwnReceive extends DefaultMaxMessagesRecvByteBufAllocator {
  /** Bytes of one read: what a link may exceed a bound by. */
  static final int SIZE = 16 * 1024;

  /** So that eight peers that flood us do not keep a ninth waiting for megabytes of theirs. */
  private static final int READS = 1;

  OwnReceive() {
    super(READS);
  }

  @Override
  @SuppressWarnings("deprecation") // the interface Netty still asks for
  public Handle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public int guess() {
        return SIZE;
      }
    };
  }
}
