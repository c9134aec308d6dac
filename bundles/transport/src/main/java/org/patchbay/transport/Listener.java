package org.patchbay.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.patchbay.api.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket. {@link #close} may come from any thread, the rest is confined to its event
 * loop.
 *
 * <p>When the system has no room for another connection it stops accepting for a moment, because
 * the waiting connection would make the loop spin, and says so once in a while.
 */
final class Listener extends ChannelInboundHandlerAdapter implements Transport.Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final long CLOSE_MILLIS = 1_000;
  static final long REST_MILLIS = 250;
  private static final long QUIET = TimeUnit.SECONDS.toNanos(30);

  private final InetSocketAddress wanted;
  private final Lane lane;
  private final Consumer<Channel> accepted;
  private final Consumer<Listener> closed;
  private volatile InetSocketAddress address;
  private Channel channel;
  private long said;
  private long failures;

  Listener(
      InetSocketAddress wanted, Lane lane, Consumer<Channel> accepted, Consumer<Listener> closed) {
    this.wanted = wanted;
    this.lane = lane;
    this.accepted = accepted;
    this.closed = closed;
  }

  /** Called once, when the socket is bound. */
  void bound(Channel to) {
    channel = to;
    address = Family.told(wanted, (InetSocketAddress) to.localAddress());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Channel visitor = (Channel) message;
    if (Family.shuts(wanted, visitor.remoteAddress())) {
      visitor.unsafe().closeForcibly();
    } else {
      accepted.accept(visitor);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failures++;
    long now = lane.now();
    if (failures == 1 || now - said >= QUIET) {
      said = now;
      LOG.warn("{}: cannot accept ({} times so far): {}", address, failures, cause.toString());
    }
    Channel server = ctx.channel();
    if (server.config().isAutoRead()) {
      server.config().setAutoRead(false);
      server
          .eventLoop()
          .schedule(() -> server.config().setAutoRead(true), REST_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    closed.accept(this);
    ChannelFuture done = channel.close();
    if (!channel.eventLoop().inEventLoop()) {
      done.awaitUninterruptibly(CLOSE_MILLIS);
    }
    LOG.info("no longer listening on {}", address);
  }
}
