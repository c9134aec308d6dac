package org.patchbay.rpc;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sockets at which calls come in, all served by one thread. Not thread-safe: its owner opens
 * and closes.
 */
final class HttpDoor {
  private static final int MAX_HEAD = 8192;
  private static final int CHUNK = 64 * 1024;
  private static final long GRACE_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 5;

  private final Bench bench;
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, RpcThreads.sockets(), NioIoHandler.newFactory());
  private final ChannelGroup callers = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<Channel> listening = new ArrayList<>();

  HttpDoor(Bench bench) {
    this.bench = bench;
  }

  /**
   * Listens at one address more.
   *
   * @return the bound address with its real port
   * @throws IOException when it cannot be bound
   */
  InetSocketAddress open(InetSocketAddress at) throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    callers.add(channel);
                    channel.pipeline().addLast(codec(), new HttpConversation(bench));
                  }
                })
            .bind(at)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      String why = bound.cause().getMessage();
      throw new IOException(why == null ? bound.cause().toString() : why, bound.cause());
    }
    listening.add(bound.channel());
    return (InetSocketAddress) bound.channel().localAddress();
  }

  /** Bytes to requests, with bounds on their heads. */
  static HttpServerCodec codec() {
    return new HttpServerCodec(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_HEAD)
            .setMaxHeaderSize(MAX_HEAD)
            .setMaxChunkSize(CHUNK));
  }

  /** Where it listens. */
  List<InetSocketAddress> addresses() {
    return listening.stream().map(each -> (InetSocketAddress) each.localAddress()).toList();
  }

  /** Listens nowhere any more; who is connected stays. */
  void shut() {
    listening.forEach(each -> each.close().awaitUninterruptibly());
    listening.clear();
  }

  /** Ends, once what is being answered has gone out, or after a second. */
  void close() {
    shut();
    try {
      for (long waited = 0; bench.busy.get() > 0 && waited < GRACE_MILLIS; waited += LOOK_MILLIS) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Behind what was answered before, on the one thread: replies leave first.
    loop.submit(() -> callers.close()).awaitUninterruptibly(GRACE_MILLIS);
    loop.shutdownGracefully(0, GRACE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(GRACE_MILLIS);
  }
}
