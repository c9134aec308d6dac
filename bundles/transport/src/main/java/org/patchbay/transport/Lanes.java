package org.patchbay.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.patchbay.api.peer.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops of a transport, on the first carrier that works here. From any thread. */
final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final long TRY_MILLIS = 3_000;

  private final Carrier carrier;
  private final Sockets sockets;
  private final List<Lane> lanes;
  private final AtomicInteger turn = new AtomicInteger();

  private Lanes(Carrier carrier, Sockets sockets, List<Lane> lanes) {
    this.carrier = carrier;
    this.sockets = sockets;
    this.lanes = lanes;
  }

  /** Makes a lane from its sockets and its number, which starts at 1. */
  interface Maker {
    Lane make(Sockets sockets, int number);
  }

  /**
   * Starts event loops on the first of the carriers on which we can connect to ourselves, and says
   * why the ones before it were passed over.
   *
   * @throws IllegalStateException when none works
   */
  static Lanes start(List<Carrier> carriers, int count, Maker maker) {
    List<String> reasons = new ArrayList<>();
    for (Carrier carrier : carriers) {
      try {
        return tried(carrier, count, maker);
      } catch (IOException | RuntimeException | LinkageError e) {
        reasons.add(carrier.label() + " cannot be used: " + reason(e));
        LOG.info("{}", reasons.get(reasons.size() - 1));
      }
    }
    throw new IllegalStateException(String.join("; ", reasons));
  }

  private static Lanes tried(Carrier carrier, int count, Maker maker) throws IOException {
    Sockets sockets = carrier.sockets();
    List<Lane> made = new ArrayList<>();
    Lanes lanes = new Lanes(carrier, sockets, made);
    try {
      for (int number = 1; number <= count; number++) {
        made.add(maker.make(sockets, number));
      }
      lanes.prove();
      return lanes;
    } catch (IOException | RuntimeException | LinkageError e) {
      made.forEach(Lane::stop);
      throw e;
    }
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == e ? e.toString() : e.getMessage() + ": " + root;
  }

  /** A library may load on a system that then forbids what it does: only a connection tells. */
  private void prove() throws IOException {
    Channel server =
        bind(next(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, new Refuse());
    try {
      Channel client = sockets.client();
      client.pipeline().addLast(new ChannelInboundHandlerAdapter());
      done(next().loop().register(client), "register");
      done(client.connect(server.localAddress()), "connect to " + server.localAddress());
      done(client.close(), "close");
    } finally {
      done(server.close(), "close");
    }
  }

  /**
   * Opens a listening socket.
   *
   * @throws IOException naming the address
   */
  Channel bind(Lane lane, InetSocketAddress address, int backlog, ChannelHandler handler)
      throws IOException {
    Channel server = sockets.server(address);
    server.config().setOption(ChannelOption.SO_REUSEADDR, true);
    server.config().setOption(ChannelOption.SO_BACKLOG, backlog);
    server.pipeline().addLast(handler);
    try {
      done(lane.loop().register(server), "register");
      done(server.bind(address), "bind");
      return server;
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private static void done(ChannelFuture future, String what) throws IOException {
    if (!future.awaitUninterruptibly(TRY_MILLIS)) {
      throw new IOException(what + ": not done in " + TRY_MILLIS + " ms");
    }
    if (!future.isSuccess()) {
      throw new IOException(what + ": " + future.cause().getMessage(), future.cause());
    }
  }

  /** Closes every connection for that reason and ends the threads. */
  void stop(CloseReason reason, long deadline) throws InterruptedException {
    CountDownLatch empty = new CountDownLatch(lanes.size());
    lanes.forEach(lane -> lane.close(reason, empty::countDown));
    // Half of the time is for what is still to be written.
    if (!empty.await((deadline - System.nanoTime()) / 5 * 3, TimeUnit.NANOSECONDS)) {
      LOG.debug("connections are closed with bytes unwritten");
    }
    lanes.forEach(Lane::stop);
    for (Lane lane : lanes) {
      if (!lane.awaitStop(deadline - System.nanoTime())) {
        LOG.warn("an event loop did not end in time");
      }
    }
  }

  Sockets sockets() {
    return sockets;
  }

  Carrier carrier() {
    return carrier;
  }

  /** The lane for the next connection, in turn. */
  Lane next() {
    return lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size()));
  }

  List<Lane> all() {
    return lanes;
  }

  /** Closes what it is handed. */
  private static final class Refuse extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ((Channel) message).unsafe().closeForcibly();
    }
  }
}
