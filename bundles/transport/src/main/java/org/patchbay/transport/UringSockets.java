package org.patchbay.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * Linux's io_uring, through a native library.
 *
 * <p>Links share the buffers of one ring, so that an idle one holds none. Without a ring Netty
 * 4.2.18 waits for data before it reads and does not always notice that a peer has gone.
 *
 * <p>One completion a read: when a socket is to be left alone, Netty 4.2.18 cancels a multi-shot
 * read so late that a megabyte may follow.
 */
final class UringSockets implements Sockets {
  private static final short RING = 1;
  private static final short RING_BUFFERS = 32;

  UringSockets() {
    System.setProperty("io.netty.iouring.recvMultiShotEnabled", "false");
    IoUring.ensureAvailability();
  }

  @Override
  public IoHandlerFactory handlers() {
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

  /** Netty 4.2.18 has none of IPv4 alone here. */
  @Override
  public ServerChannel server(InetSocketAddress at) {
    return new IoUringServerSocketChannel();
  }

  @Override
  public Channel client() {
    return new IoUringSocketChannel();
  }

  @Override
  public Channel localClient() {
    return new IoUringDomainSocketChannel();
  }

  @Override
  public SocketAddress local(UnixDomainSocketAddress at) {
    return new DomainSocketAddress(at.getPath().toString());
  }

  @Override
  public void tune(Channel channel, SharedReceive shared) {
    Sockets.super.tune(channel, shared);
    channel.config().setRecvByteBufAllocator(new OwnReceive());
    channel.config().setOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, RING);
  }

  /** After five minutes of silence, and not after the two hours of the system. */
  @Override
  public void keepAlive(Channel channel) {
    Sockets.super.keepAlive(channel);
    channel.config().setOption(IoUringChannelOption.TCP_KEEPIDLE, IDLE_SECONDS);
  }
}
