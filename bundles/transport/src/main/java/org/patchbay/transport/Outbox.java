package org.patchbay.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.WriteBufferWaterMark;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Queue;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.api.transport.Tap;
import org.patchbay.wire.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of one link on their way to the socket. {@link #send} and {@link #handOver} are confined
 * to the node loop, {@link #write} and what follows from it to the event loop.
 *
 * <p>Messages stay records until the socket takes bytes: a peer that does not read makes us keep
 * {@link Buffers#WRITE} bytes outside the heap and no more, and a block that goes to a hundred
 * peers exists once.
 *
 * <p>What is queued is estimated when a message is sent and made exact when it is encoded.
 */
final class Outbox implements ChannelProgressiveFutureListener {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(Buffers.WRITE / 2, Buffers.WRITE);

  private static final int TURN = 1 << 20;

  /** Bytes that are accounted at once, so that one turn of the node loop cannot pass the budget. */
  private static final int LARGE = 16 * 1024;

  private static final VarHandle OVER;
  private static final VarHandle SENT;

  static {
    try {
      OVER = MethodHandles.lookup().findVarHandle(Outbox.class, "over", boolean.class);
      SENT = MethodHandles.lookup().findVarHandle(Outbox.class, "sent", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Handover<Message> messages = new Handover<>();
  private final Lane lane;
  private final MessageCodec codec;
  private final Queue<byte[]> raw = new ArrayDeque<>(2);
  private final Scratch scratch;
  private final Holding held;
  private final Bounds bounds;
  private final Owner owner;

  /** Who is told of payloads; null where nobody is. */
  private volatile Tap tap;

  // Written by the node loop.
  private volatile long sent;
  private long accounted;
  private long flushed;
  private volatile boolean over;

  // Written by the event loop.
  private volatile long corrected;
  private volatile long written;
  private long inFlight;
  private long progress;

  /** Bytes of a handshake that did not reach the socket while nothing else was written. */
  private long unsent;

  private boolean writing;

  /** Null until it is known how to wrap messages; until then they wait. */
  private MessageWriter frames;

  Outbox(Lane lane, boolean inbound, MessageCodec codec, Owner owner) {
    this.lane = lane;
    this.codec = codec;
    this.scratch = lane.scratch();
    this.bounds = lane.bounds();
    this.held = new Holding(bounds.out(), inbound);
    this.owner = owner;
  }

  /** Has somebody, or nobody, told of payloads. From any thread. */
  void tap(Tap to) {
    tap = to;
  }

  void send(Message message) {
    SENT.setRelease(this, sent + Cost.frame(message));
    messages.offer(message);
    if (sent - accounted >= LARGE) {
      account();
    }
    weigh();
  }

  private void account() {
    long news = sent - accounted;
    accounted = sent;
    held.add(news);
  }

  private void weigh() {
    if (!over && heavy()) {
      over = true;
      // What was written between the two looks would have found the flag down and told nobody.
      if (light()) {
        OVER.compareAndSet(this, true, false);
      }
    }
  }

  /** Accounts what was sent since the last time; answers false when that was nothing. */
  boolean handOver() {
    boolean news = sent != flushed;
    flushed = sent;
    account();
    weigh();
    return news;
  }

  /** Frame bytes not yet written. From any thread. */
  long queued() {
    long gone = written;
    return Math.max(0, sent + corrected - gone);
  }

  /** Raw bytes written. From any thread. */
  long written() {
    return written;
  }

  /** False from being over the mark until half of it is left. From any thread. */
  boolean writable() {
    return !over;
  }

  private boolean heavy() {
    return queued() > bounds.marks().sendBytes() || held.excessive();
  }

  private boolean light() {
    return queued() <= bounds.marks().sendBytes() / 2 && !held.excessive();
  }

  /** Writes as much as the socket takes. Answers true when there is more and it would take it. */
  boolean write(Channel channel) {
    if (writing) {
      return false; // the socket took more while we were at it; the loop below goes on
    }
    writing = true;
    try {
      for (int turn = 0; turn < TURN && channel.isWritable(); ) {
        int bytes = fill(scratch.out);
        if (bytes == 0) {
          return false;
        }
        turn += bytes;
        ByteBuf chunk = Buffers.POOL.directBuffer(bytes, bytes).writeBytes(scratch.out, 0, bytes);
        ChannelProgressivePromise promise = channel.newProgressivePromise();
        promise.addListener(this);
        inFlight += bytes;
        channel.writeAndFlush(chunk, promise);
      }
      return channel.isWritable() && !drained();
    } finally {
      writing = false;
      if (midway() && bounds.out().tight()) {
        frames.park();
      }
    }
  }

  private int fill(byte[] out) {
    int end = 0;
    while (!raw.isEmpty() && raw.peek().length <= out.length - end) {
      byte[] bytes = raw.poll();
      System.arraycopy(bytes, 0, out, end, bytes.length);
      end += bytes.length;
    }
    if (frames == null || !raw.isEmpty()) {
      return end;
    }
    if (frames.midway()) {
      end = frames.proceed(out, end);
    }
    long correction = 0;
    while (!frames.midway() && end <= out.length - frames.room()) {
      Message message = messages.poll();
      if (message == null) {
        break;
      }
      end = begin(message, out, end);
      correction += frames.frameBytes() - Cost.frame(message);
    }
    if (correction != 0) {
      corrected += correction;
      held.add(correction);
    }
    return end;
  }

  private int begin(Message message, byte[] out, int at) {
    try {
      int end = frames.begin(message, out, at);
      Tap told = tap;
      if (told != null) {
        told.sent(message.command(), codec.encode(message)); // once more: it is made of parts
      }
      return end;
    } catch (RuntimeException e) {
      // A codec that cannot write a message costs the message and not the connection.
      LOG.warn("\"{}\" was not sent", message.command(), e);
      frames.drop();
      return at;
    }
  }

  /** True when all that was sent is in the socket. Confined to the event loop. */
  boolean empty() {
    return inFlight == 0 && drained();
  }

  /** True when nothing is left that could be written. */
  private boolean drained() {
    return raw.isEmpty() && (frames == null || !frames.midway() && messages.isEmpty());
  }

  private boolean midway() {
    return frames != null && frames.midway();
  }

  /** From now on messages are wrapped as version 1 does. Confined to the event loop. */
  void plain() {
    frames = new FrameWriter(lane.magic(), codec, scratch);
  }

  /** From now on messages are sealed. Confined to the event loop. */
  void sealed(LengthCipher lengths, PacketCipher packets) {
    frames = new PacketWriter(lengths, packets, codec);
  }

  /** Bytes of a handshake, which go before all messages. Confined to the event loop. */
  void raw(byte[] bytes) {
    raw.add(bytes);
    corrected += bytes.length;
    held.add(bytes.length);
    unsent += bytes.length;
  }

  /** Forgets the bytes of a handshake that failed; messages are kept. */
  void restart() {
    long lost = unsent;
    raw.clear();
    unsent = 0;
    inFlight = 0;
    progress = 0;
    corrected -= lost;
    held.add(-lost);
  }

  /** The link is gone: drops what is left. Confined to the event loop. */
  void closed() {
    messages.clear();
    raw.clear();
    if (frames != null) {
      frames.drop();
    }
    held.end();
  }

  @Override
  public void operationProgressed(ChannelProgressiveFuture future, long now, long total) {
    long bytes = now - progress;
    progress = now == total ? 0 : now;
    inFlight -= bytes;
    unsent = Math.max(0, unsent - bytes);
    written += bytes;
    held.add(-bytes);
    owner.wrote(bytes);
    if (over && light() && OVER.compareAndSet(this, true, false)) {
      owner.lighter();
    }
  }

  @Override
  public void operationComplete(ChannelProgressiveFuture future) {
    if (future.isSuccess()) {
      owner.chunkWritten();
    } else {
      owner.failed(future.cause());
    }
  }

  /** Who is told, on the event loop. */
  interface Owner {
    /** Raw bytes reached the socket. */
    void wrote(long bytes);

    /** All that was handed to the socket at once has reached it. */
    void chunkWritten();

    /** The outbox is writable again. */
    void lighter();

    /** A write failed. */
    void failed(Throwable cause);
  }
}
