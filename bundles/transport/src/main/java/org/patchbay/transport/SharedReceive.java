package org.patchbay.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Lets all links of one event loop read into the same buffer, which works because each read is
 * consumed before the next one. Confined to the event loop.
 *
 * <p>While the node is short of memory a read takes at most {@link #SMALL} bytes, so that thousands
 * of links do not exceed the budget by a full read each.
 */
final class SharedReceive implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle {
  /** So that eight peers that flood us do not keep a ninth waiting for megabytes of theirs. */
  private static final int READS = 1;

  private static final int SMALL = 2048;

  private final ByteBuf buffer = Buffers.POOL.directBuffer(Buffers.READ, Buffers.READ);
  private final Budget budget;
  private final UncheckedBooleanSupplier filled = this::filled;
  private ChannelConfig config;
  private int reads;
  private int attempted;
  private int last;

  SharedReceive(Budget budget) {
    this.budget = budget;
  }

  @Override
  @SuppressWarnings("deprecation") // the interface Netty still asks for
  public Handle newHandle() {
    return this;
  }

  @Override
  public ByteBuf allocate(ByteBufAllocator allocator) {
    int from = Buffers.READ - guess();
    if (buffer.refCnt() > 1) {
      // somebody kept the last read
      return allocator.directBuffer(guess(), guess());
    }
    return buffer.retain().setIndex(from, from);
  }

  @Override
  public int guess() {
    return budget.tight() ? SMALL : Buffers.READ;
  }

  @Override
  public void reset(ChannelConfig config) {
    this.config = config;
    reads = 0;
    last = 0;
  }

  @Override
  public void incMessagesRead(int count) {
    reads += count;
  }

  @Override
  public void lastBytesRead(int bytes) {
    last = bytes;
  }

  @Override
  public int lastBytesRead() {
    return last;
  }

  @Override
  public void attemptedBytesRead(int bytes) {
    attempted = bytes;
  }

  @Override
  public int attemptedBytesRead() {
    return attempted;
  }

  @Override
  public boolean continueReading() {
    return continueReading(filled);
  }

  @Override
  public boolean continueReading(UncheckedBooleanSupplier more) {
    return config.isAutoRead() && reads < READS && last > 0 && more.get();
  }

  private boolean filled() {
    return attempted == last;
  }

  @Override
  public void readComplete() {}

  void release() {
    buffer.release();
  }
}
