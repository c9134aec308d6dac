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
    @Override
    void check() {
      IoUring.ensureAvailability();
    }

    /** Links share the buffers of one ring, so that an idle one holds none. */
    @Override
    IoHandlerFactory handlers() {
      IoUringIoHandlerConfig config = new IoUringIoHandlerConfig();
      if (IoUring.isRegisterBufferRingSupported()) {
        config.setBufferRingConfig(
            IoUringBufferRingConfig.builder()
                .bufferGroupId(RING)
                .bufferRingSize(RING_BUFFERS)
                .batchSize(RING_BUFFERS)
                .allocator(new IoUringFixedBufferRingAllocator(Buffers.POOL, Buffers.READ))
                .build());
      }
      return IoUringIoHandler.newFactory(config);
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
    void tune(Channel channel) {
      super.tune(channel);
      if (IoUring.isRegisterBufferRingSupported()) {
        channel.config().setOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, RING);
      }
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
  private static final short RING_BUFFERS = 8;

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

  /** Options of a connection that only this carrier has. */
  void tune(Channel channel) {
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
  }
}
