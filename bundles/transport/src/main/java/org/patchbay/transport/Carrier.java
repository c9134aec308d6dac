package org.patchbay.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/**
 * What carries the bytes, with its Netty classes; the best first.
 *
 * <p>The native ones are optional packages: every method may throw a {@link LinkageError} where
 * they are not installed.
 */
enum Carrier {
  IO_URING("io_uring") {
    /**
     * One completion a read: when a socket is to be left alone, Netty 4.2.18 cancels a multi-shot
     * read so late that a megabyte may follow.
     */
    @Override
    void check() {
      System.setProperty("io.netty.iouring.recvMultiShotEnabled", "false");
      IoUring.ensureAvailability();
    }

    /**
     * Links share the buffers of one ring, so that an idle one holds none. Without a ring Netty
     * 4.2.18 waits for data before it reads and does not always notice that a peer has gone.
     */
    @Override
    IoHandlerFactory handlers() {
      return IoUringIoHandler.newFactory(
          new IoUringIoHandlerConfig()
              .setBufferRingConfig(
                  IoUringBufferRingConfig.builder()
                      .bufferGroupId(RING)
                      .bufferRingSize(RING_BUFFERS)
                      .batchSize(RING_BUFFERS)
                      .incremental(IoUring.isRegisterBufferRingIncSupported())
                      .allocator(new IoUringFixedBufferRingAllocator(Buffers.POOL, OwnReceive.SIZE))
                      .build()));
    }

    @Override
    ServerChannel server() {
      return new IoUringServerSocketChannel();
    }

    @Override
    Channel client() {
      return new IoUringSocketChannel();
    }

    @Override
    void tune(Channel channel, SharedReceive shared) {
      super.tune(channel, shared);
      channel.config().setRecvByteBufAllocator(new OwnReceive());
      channel.config().setOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, RING);
    }
  },
  EPOLL("epoll") {
    @Override
    void check() {
      Epoll.ensureAvailability();
    }

    @Override
    IoHandlerFactory handlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    ServerChannel server() {
      return new EpollServerSocketChannel();
    }

    @Override
    Channel client() {
      return new EpollSocketChannel();
    }
  },
  NIO("nio") {
    @Override
    void check() {}

    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    ServerChannel server() {
      return new NioServerSocketChannel();
    }

    @Override
    Channel client() {
      return new NioSocketChannel();
    }
  };

  private static final short RING = 1;
  private static final short RING_BUFFERS = 32;

  private final String label;

  Carrier(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Throws when the library cannot be loaded or the kernel lacks what it needs. */
  abstract void check();

  abstract IoHandlerFactory handlers();

  abstract ServerChannel server();

  abstract Channel client();

  /**
   * Sets the options of a connection.
   *
   * @param shared where reads go if one is consumed before the next one begins
   */
  void tune(Channel channel, SharedReceive shared) {
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    channel.config().setRecvByteBufAllocator(shared);
    channel.config().setAllocator(Buffers.POOL);
    channel.config().setWriteBufferWaterMark(Outbox.WATER_MARK);
  }
}
