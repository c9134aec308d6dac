package org.patchbay.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Tap;

/**
 * The incoming half of one link: bytes become arrivals, and it settles whether the socket is read.
 * {@link #poll} is confined to the node loop, {@link #want} may come from any thread, the rest is
 * confined to the event loop.
 */
final class Intake implements Sink {
  private static final int GIVE_BACK = 32 * 1024;

  /** Bytes that may still arrive after reading was stopped because the node holds too much. */
  private static final int OVERSHOOT = 4 * Buffers.READ;

  private static final VarHandle REVIEW;

  static {
    try {
      REVIEW = MethodHandles.lookup().findVarHandle(Intake.class, "review", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Lane lane;
  private final Holding held;
  private final Inbox inbox;
  private final MessageCodec codec;

  // Confined to the event loop.
  private Channel channel;
  private long fresh;
  private int unfinished;
  private long whileBounded;
  private boolean full;
  private boolean ended;

  // Confined to the node loop.
  private long taken;

  /** What reads the bytes now. Written by the event loop. */
  private volatile MessageReader reader;

  /** Who is told of payloads; null where nobody is. */
  private volatile Tap tap;

  /** The engine's wish. */
  private volatile boolean wanted = true;

  /** Not read because of a bound. Written by the event loop. */
  private volatile boolean bounded;

  /** Not read, for whatever reason. Written by the event loop. */
  private volatile boolean paused;

  /** The event loop was asked to settle. */
  private volatile boolean review;

  Intake(Lane lane, boolean inbound, MessageCodec codec) {
    this.lane = lane;
    this.held = new Holding(lane.bounds().in(), inbound);
    this.inbox = new Inbox(lane.bounds());
    this.codec = codec;
  }

  void opened(Channel to) {
    channel = to;
    if (paused) {
      to.config().setAutoRead(false);
    }
  }

  /** From now on the bytes are read by this. */
  void read(MessageReader next) {
    reader = next;
  }

  /** From now on the bytes are frames of version 1. */
  FrameReader plain() {
    FrameReader frames =
        new FrameReader(lane.magic(), codec, lane.scratch(), lane.bounds().in(), this);
    reader = frames;
    return frames;
  }

  /** For those who make arrivals of what comes in. */
  Delivery delivery() {
    return new Delivery(codec, this);
  }

  /** Reads what came in. Answers true when the owner has to be told that there is something. */
  boolean read(ByteBuf bytes, long now) {
    byte[] in = lane.scratch().in;
    whileBounded = bounded ? whileBounded + bytes.readableBytes() : 0;
    fresh = 0;
    while (bytes.isReadable() && !reader.broken()) {
      int count = Math.min(in.length, bytes.readableBytes());
      bytes.readBytes(in, 0, count);
      reader.feed(in, 0, count, now);
    }
    boolean news = fresh != 0;
    account();
    return news && inbox.announce();
  }

  @Override
  public void accept(Arrival arrival) {
    inbox.offer(arrival);
    fresh += Cost.held(arrival);
  }

  private void account() {
    held.add(fresh + reader.held() - unfinished);
    unfinished = reader.held();
    fresh = 0;
  }

  @Override
  public Tap tap() {
    return tap;
  }

  /** Has somebody, or nobody, told of payloads. From any thread. */
  void tap(Tap to) {
    tap = to;
  }

  Arrival poll() {
    Arrival arrival = inbox.poll();
    if (arrival != null) {
      taken += Cost.held(arrival);
      if (taken < GIVE_BACK) {
        return arrival;
      }
    }
    held.add(-taken);
    taken = 0;
    if (bounded && (arrival == null || inbox.low())) {
      review();
    }
    return arrival;
  }

  void want(boolean reading) {
    wanted = reading;
    review();
  }

  private void review() {
    if (lane.loop().inEventLoop()) {
      settle();
    } else if (REVIEW.compareAndSet(this, false, true)) {
      lane.execute(
          () -> {
            review = false;
            settle();
          });
    }
  }

  /** Decides whether the socket is read, after anything that may have changed it. */
  void settle() {
    if (channel == null) {
      return;
    }
    decide();
    if (full && inbox.low()) {
      decide(); // the node loop may have emptied it without having seen that it was full
    }
    boolean read = wanted && !bounded && !ended && !reader.broken();
    if (read == paused) {
      paused = !read;
      lane.traffic().paused(read ? -1 : 1);
      channel.config().setAutoRead(read);
    }
  }

  private void decide() {
    full = full ? !inbox.low() : inbox.full();
    boolean excessive = held.excessive();
    lane.excess().set(this, excessive);
    bounded = full || excessive;
  }

  /**
   * True when more comes in than fits although the socket is not read: of a peer that has closed,
   * the kernel hands out all that it still holds.
   */
  boolean overrun() {
    return bounded
        && whileBounded > (held.excessive() ? OVERSHOOT : lane.bounds().marks().receiveRest());
  }

  /** Lets go of an unfinished message for which the node has had no room for long. */
  boolean giveUp(String why) {
    if (reader.held() == 0) {
      return false;
    }
    reader.giveUp(why);
    account();
    settle();
    return true;
  }

  /** Reads no more. */
  void end() {
    ended = true;
    settle();
  }

  /** The link is gone: what it held is given back, though arrivals may still be polled. */
  void closed() {
    ended = true;
    reader.drop();
    held.end();
    lane.excess().set(this, false);
    if (paused) {
      paused = false;
      lane.traffic().paused(-1);
    }
    Tap told = tap;
    if (told != null) {
      told.ended();
    }
    channel = null; // what is asked for from now on changes nothing
  }

  boolean broken() {
    return reader.broken();
  }

  boolean paused() {
    return paused;
  }

  /** Payload bytes waiting, an unfinished message included. From any thread. */
  long queued() {
    return inbox.bytes() + reader.present();
  }
}
