package org.patchbay.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Passage;
import org.patchbay.wire.NetworkAddress;

/** Connections that begin here: straight to a peer, or by way of somebody else. Thread-safe. */
final class Outward {
  private final Sockets sockets;

  Outward(Sockets sockets) {
    this.sockets = sockets;
  }

  /**
   * Opens a link through a passage, a second time when it falls back to version 1.
   *
   * @return calls it off, unless the link is open
   */
  Cancellable open(
      Passage passage, Duration timeout, Lane lane, NettyLink link, Passage.Failure failed) {
    link.redialWith(
        again ->
            again.redialled(
                dial(passage, timeout, lane, again, (reason, ofTarget) -> again.lost(reason))));
    Channel channel =
        dial(
            passage,
            timeout,
            lane,
            link,
            (reason, ofTarget) -> {
              link.abandon();
              passage.left();
              failed.failed(reason, ofTarget);
            });
    return () -> lane.execute(() -> callOff(channel));
  }

  private static void callOff(Channel channel) {
    if (channel.pipeline().get(Foreword.class) != null || !channel.isActive()) {
      channel.close();
    }
  }

  private Channel dial(
      Passage passage, Duration timeout, Lane lane, NettyLink link, Passage.Failure failed) {
    Optional<Opening> opening = passage.opening();
    if (opening.isEmpty()) {
      return socket(
          closed(passage.via()),
          passage.via(),
          timeout,
          lane,
          reason -> failed.failed(reason, true),
          link);
    }
    Foreword foreword = new Foreword(opening.get(), link::reaches, failed);
    return socket(
        closed(passage.via()),
        passage.via(),
        timeout,
        lane,
        reason -> failed.failed("nobody answers at " + text(passage.via()) + ": " + reason, false),
        foreword,
        link);
  }

  private static String text(SocketAddress at) {
    return at instanceof InetSocketAddress there && !there.isUnresolved()
        ? NetworkAddress.of(there).toString()
        : at.toString();
  }

  /** Holds a conversation that leads to no link. */
  Cancellable converse(
      SocketAddress at, Duration timeout, Lane lane, Opening opening, Consumer<String> over) {
    Foreword foreword =
        new Foreword(
            opening, peer -> over.accept("done"), (reason, ofTarget) -> over.accept(reason));
    Channel channel = closed(at);
    // Such a conversation may fall silent for days, and the other machine may be gone.
    sockets.keepAlive(channel);
    socket(channel, at, timeout, lane, over, foreword);
    return () -> lane.execute(channel::close);
  }

  private Channel closed(SocketAddress at) {
    return at instanceof UnixDomainSocketAddress ? sockets.localClient() : sockets.client();
  }

  private Channel socket(
      Channel channel,
      SocketAddress at,
      Duration timeout,
      Lane lane,
      Consumer<String> failed,
      ChannelHandler... handlers) {
    boolean local = at instanceof UnixDomainSocketAddress;
    SocketAddress target = local ? sockets.local((UnixDomainSocketAddress) at) : at;
    lane.tune(channel);
    channel.pipeline().addLast(handlers);
    channel.config().setConnectTimeoutMillis((int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    Consumer<Throwable> told =
        failure -> {
          if (failure != null) {
            channel.unsafe().closeForcibly();
            failed.accept(String.valueOf(failure.getMessage()));
          }
        };
    lane.register(
        channel,
        failure -> {
          if (failure == null) {
            channel.connect(target).addListener(done -> told.accept(done.cause()));
          } else {
            told.accept(failure);
          }
        });
    return channel;
  }

  /** An end of a socket; one in the file system has no address that anybody else could use. */
  static InetSocketAddress named(SocketAddress end) {
    if (end == null || end instanceof InetSocketAddress) {
      return (InetSocketAddress) end;
    }
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Events of a link that tell its passage too when it is left. */
  record Leaving(LinkEvents events, Passage passage) implements LinkEvents {
    @Override
    public void opened(Link link) {
      events.opened(link);
    }

    @Override
    public void readable(Link link) {
      events.readable(link);
    }

    @Override
    public void writable(Link link) {
      events.writable(link);
    }

    @Override
    public void closed(Link link, CloseReason reason) {
      passage.left();
      events.closed(link, reason);
    }
  }
}
