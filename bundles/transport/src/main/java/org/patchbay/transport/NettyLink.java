package org.patchbay.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Tap;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, and at the same time the only handler of its channel. What the interface says
 * about the node loop holds; everything else is confined to the event loop of its lane.
 */
@ChannelHandler.Sharable // with the second channel of a connection that falls back to version 1
final class NettyLink extends ChannelInboundHandlerAdapter implements Link, Outbox.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(NettyLink.class);
  private static final long DRAIN_MILLIS = 1_000;
  private static final VarHandle CLOSING;
  private static final VarHandle QUEUED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CLOSING = lookup.findVarHandle(NettyLink.class, "closing", CloseReason.class);
      QUEUED = lookup.findVarHandle(NettyLink.class, "queued", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long id;
  private final boolean inbound;
  private final Lane lane;
  private final LinkEvents events;
  private final String codec;
  private final Intake intake;
  private final Outbox outbox;
  private final Negotiation negotiation;
  private Channel channel;
  private InetSocketAddress remote;
  private volatile InetSocketAddress local;

  /** The peer at the end of a passage; null when it is at the other end of the socket. */
  private volatile NetworkAddress address;

  private Consumer<NettyLink> redial;

  /** Between the two channels of a connection that falls back to version 1. */
  private boolean redialling;

  // Written by the event loop.
  private volatile long bytesIn;
  private volatile long ioTime;
  private volatile long lastReadAt;
  private volatile long lastWriteAt;

  /** Why the link ends; set once, by whoever is first. */
  private volatile CloseReason closing;

  /** The lane was asked to write. */
  private volatile boolean queued;

  /**
   * @param encrypted whether version 2 is tried, or looked for when it is inbound
   */
  NettyLink(
      long id,
      boolean inbound,
      Lane lane,
      LinkEvents events,
      MessageCodec codec,
      boolean encrypted) {
    this.id = id;
    this.inbound = inbound;
    this.lane = lane;
    this.events = events;
    this.codec = codec.name();
    this.intake = new Intake(lane, inbound, codec);
    this.outbox = new Outbox(lane, inbound, codec, this);
    this.negotiation = new Negotiation(id, inbound, lane, intake, outbox, this::wakeOnceOpen);
    negotiation.begin(encrypted);
  }

  /** How a connection that falls back to version 1 is opened again. */
  void redialWith(Consumer<NettyLink> dial) {
    redial = dial;
  }

  /** The passage has led to a peer. */
  void reaches(NetworkAddress peer) {
    address = peer;
  }

  // What the channel tells, and what follows from it.

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    remote = Outward.named(channel.remoteAddress());
    local = Outward.named(channel.localAddress());
    lastReadAt = lane.now();
    lastWriteAt = lastReadAt;
    intake.opened(channel);
    if (redialling) {
      openedAgain();
      return;
    }
    lane.opened(this);
    if (negotiation.introduce()) {
      write();
    }
    LOG.debug(
        "link {} {} {} opened, here {}",
        id,
        inbound ? "from" : "to",
        HiddenAddress.of(remote),
        local);
    events.opened(this);
  }

  private void openedAgain() {
    redialling = false;
    LOG.debug(
        "link {} to {} opened again in version 1, here {}", id, HiddenAddress.of(remote), local);
    if (closing != null) {
      channel.close();
    } else {
      write();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    long begin = lane.now();
    try {
      received(bytes, begin);
    } finally {
      bytes.release();
      ioTime += lane.now() - begin;
    }
  }

  private void received(ByteBuf bytes, long now) {
    int count = bytes.readableBytes();
    bytesIn += count;
    lastReadAt = now;
    lane.traffic().read(count);
    if (closing != null) {
      return;
    }
    if (intake.overrun()) {
      end(CloseReason.of(CloseReason.Code.REMOTE_CLOSED, "more was unread than the inbox holds"));
      return;
    }
    if (intake.read(bytes, now)) {
      events.readable(this);
    }
    intake.settle();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    lane.write();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      write();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed(cause);
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (mayFallBack()) {
      LOG.debug(
          "link {} to {}: version 2 was refused without a word", id, HiddenAddress.of(remote));
      outbox.restart();
      redialling = true;
      negotiation.plain();
      redial.accept(this);
      return;
    }
    gone();
  }

  private boolean mayFallBack() {
    return redial != null && closing == null && negotiation.mayFallBack(bytesIn);
  }

  /** The second channel, to be closed when nobody wants it any more. */
  void redialled(Channel second) {
    channel = second;
  }

  /** The second channel could not be opened. */
  void lost(String reason) {
    CLOSING.compareAndSet(this, null, CloseReason.of(CloseReason.Code.SOCKET_ERROR, reason));
    gone();
  }

  private void gone() {
    CLOSING.compareAndSet(this, null, negotiation.hungUp(bytesIn));
    intake.closed();
    outbox.closed();
    lane.closed(this);
    LOG.debug("link {} {} closed, {}", id, HiddenAddress.of(remote), HiddenAddress.within(closing));
    events.closed(this, closing);
  }

  /** The connection was never opened: gives back its part of the budgets. */
  void abandon() {
    intake.closed();
    outbox.closed();
  }

  /** Writes what was sent, as far as the socket takes it. */
  void write() {
    queued = false;
    if (redialling) {
      return; // once the second channel stands
    }
    long begin = lane.now();
    try {
      if (outbox.write(channel)) {
        wake();
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      failed(e);
      channel.close();
    } finally {
      ioTime += lane.now() - begin;
    }
  }

  @Override
  public void wrote(long bytes) {
    lastWriteAt = lane.now();
    lane.traffic().written(bytes);
  }

  @Override
  public void lighter() {
    if (closing == null) {
      events.writable(this);
    }
  }

  @Override
  public void chunkWritten() {
    if (closing != null && outbox.empty()) {
      channel.close();
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof ClosedChannelException) {
      return; // it was closed with a reason of its own
    }
    if (cause instanceof IOException && mayFallBack()) {
      return; // a peer of version 1 that refuses us often resets the connection
    }
    CloseReason reason;
    if (cause instanceof IOException) {
      reason = CloseReason.of(CloseReason.Code.SOCKET_ERROR, String.valueOf(cause.getMessage()));
    } else {
      LOG.error("link {} failed", id, cause);
      reason = CloseReason.of(CloseReason.Code.INTERNAL_ERROR, cause.toString());
    }
    CLOSING.compareAndSet(this, null, reason);
  }

  private void end(CloseReason reason) {
    CLOSING.compareAndSet(this, null, reason);
    channel.close();
  }

  private void drain() {
    intake.end();
    if (redialling) {
      channel.close();
      return;
    }
    write();
    if (outbox.empty()) {
      channel.close();
    } else {
      channel.eventLoop().schedule(() -> channel.close(), DRAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void wakeOnceOpen() {
    if (channel != null) {
      wake();
    }
  }

  private void wake() {
    // Not only a read of the flag first: the exchange orders what was queued before it.
    if (QUEUED.compareAndSet(this, false, true)) {
      lane.flush(this);
    }
  }

  // What the owner asks.

  @Override
  public Arrival poll() {
    return intake.poll();
  }

  @Override
  public void send(Message message) {
    if (closing == null) {
      outbox.send(message);
    }
  }

  @Override
  public void flush() {
    if (outbox.handOver()) {
      wake();
    }
  }

  @Override
  public void close(CloseReason reason) {
    if (CLOSING.compareAndSet(this, null, reason)) {
      lane.execute(this::drain);
    }
  }

  @Override
  public void tap(Tap tap) {
    intake.tap(tap);
    outbox.tap(tap);
  }

  @Override
  public void reading(boolean reading) {
    intake.want(reading);
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public NetworkAddress address() {
    NetworkAddress peer = address;
    return peer == null ? NetworkAddress.of(remote) : peer;
  }

  @Override
  public InetSocketAddress local() {
    return local;
  }

  @Override
  public boolean inbound() {
    return inbound;
  }

  @Override
  public long queuedIn() {
    return intake.queued();
  }

  @Override
  public long queuedOut() {
    return outbox.queued();
  }

  @Override
  public boolean writable() {
    return outbox.writable();
  }

  @Override
  public long bytesIn() {
    return bytesIn;
  }

  @Override
  public long bytesOut() {
    return outbox.written();
  }

  @Override
  public long ioTime() {
    return ioTime;
  }

  @Override
  public long lastReadAt() {
    return lastReadAt;
  }

  @Override
  public long lastWriteAt() {
    return lastWriteAt;
  }

  @Override
  public boolean paused() {
    return intake.paused();
  }

  @Override
  public String protocol() {
    return negotiation.protocol();
  }

  @Override
  public String session() {
    return negotiation.session();
  }

  @Override
  public String codec() {
    return codec;
  }
}
