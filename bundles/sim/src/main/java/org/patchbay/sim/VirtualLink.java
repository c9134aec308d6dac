package org.patchbay.sim;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.message.Message;

/**
 * One end of a connection in a {@link VirtualNetwork}. Confined to the thread of its loop.
 *
 * <p>A message counts as queued at the sender until the receiver's inbox has taken it, so that a
 * receiver that does not read is felt by the sender at once.
 */
public final class VirtualLink implements Link {
  private static final int FRAME = 24;
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final VirtualTransport transport;
  private final VirtualLoop loop;
  private final Terms terms;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;
  private final boolean inbound;
  private final LinkEvents events;
  private final List<Packet> unflushed = new ArrayList<>();
  private final ArrayDeque<Packet> socket = new ArrayDeque<>();
  private final ArrayDeque<Arrival> inbox = new ArrayDeque<>();
  private VirtualLink far;
  private long inboxBytes;
  private long queuedOut;
  private long lineFreeAt;
  private long bytesIn;
  private long bytesOut;
  private long lastReadAt;
  private long lastWriteAt;
  private boolean opened;
  private boolean reading = true;
  private boolean armed = true;
  private boolean overMark;
  private CloseReason closing;
  private boolean gone;

  VirtualLink(
      VirtualTransport transport,
      InetSocketAddress local,
      InetSocketAddress remote,
      boolean inbound,
      LinkEvents events) {
    this.transport = transport;
    this.loop = transport.network().loop();
    this.terms = transport.network().terms();
    this.local = local;
    this.remote = remote;
    this.inbound = inbound;
    this.events = events;
  }

  void join(VirtualLink other) {
    far = other;
    other.far = this;
  }

  void open() {
    if (gone) {
      return;
    }
    lastReadAt = loop.now();
    lastWriteAt = loop.now();
    transport.opened(this);
    events.opened(this);
    opened = true;
    read();
  }

  @Override
  public void send(Message message) {
    if (closing == null && !gone) {
      queue(terms.pack(message));
    }
  }

  /** Sends something that reaches the other end as a rejected arrival; flush follows as always. */
  public void sendFlawed(String command, Arrival.Flaw flaw, String detail, int wireBytes) {
    queue(
        new Packet(now -> new Arrival.Rejected(command, flaw, detail, wireBytes, now), wireBytes));
  }

  private void queue(Packet packet) {
    unflushed.add(packet);
    queuedOut += packet.bytes;
    overMark |= !writable();
  }

  @Override
  public void flush() {
    for (Packet packet : unflushed) {
      lineFreeAt = Math.max(loop.now(), lineFreeAt) + (long) (packet.bytes * terms.nanosPerByte);
      loop.after(Duration.ofNanos(lineFreeAt - loop.now()), () -> written(packet));
    }
    unflushed.clear();
  }

  private void written(Packet packet) {
    if (gone) {
      return;
    }
    bytesOut += packet.bytes;
    lastWriteAt = loop.now();
    loop.after(Duration.ofNanos(terms.latency), () -> far.arrived(packet));
  }

  private void arrived(Packet packet) {
    if (!gone) {
      socket.add(packet);
      read();
    }
  }

  private void read() {
    while (opened && !gone && closing == null && reading && !socket.isEmpty()) {
      if (inboxBytes >= terms.inboxBytes && !socket.peek().ends()) {
        break;
      }
      Packet packet = socket.remove();
      if (packet.ends()) {
        end(CloseReason.of(CloseReason.Code.REMOTE_CLOSED));
        return;
      }
      bytesIn += packet.bytes;
      lastReadAt = loop.now();
      inbox.add(packet.open.at(loop.now()));
      inboxBytes += packet.bytes;
      far.taken(packet.bytes);
    }
    if (armed && !inbox.isEmpty()) {
      armed = false;
      events.readable(this);
    }
  }

  private void taken(int bytes) {
    queuedOut -= bytes;
    if (overMark && writable() && !gone) {
      overMark = false;
      events.writable(this);
    }
  }

  @Override
  public Arrival poll() {
    Arrival arrival = inbox.poll();
    if (arrival == null) {
      armed = true;
      return null;
    }
    inboxBytes -= arrival.wireBytes();
    if (!socket.isEmpty()) {
      loop.execute(this::read);
    }
    return arrival;
  }

  @Override
  public void reading(boolean wanted) {
    reading = wanted;
    if (wanted) {
      loop.execute(this::read);
    }
  }

  @Override
  public void close(CloseReason reason) {
    if (closing != null || gone) {
      return;
    }
    closing = reason;
    flush();
    long wait = Math.min(Math.max(0, lineFreeAt - loop.now()), LINGER.toNanos());
    loop.after(Duration.ofNanos(wait), () -> hangUp(reason));
  }

  private void hangUp(CloseReason reason) {
    if (!gone) {
      loop.after(Duration.ofNanos(terms.latency), () -> far.arrived(Packet.END));
      end(reason);
    }
  }

  /** Both ends fail now, and what was on its way is lost. */
  public void cut() {
    CloseReason reason = CloseReason.of(CloseReason.Code.SOCKET_ERROR, "connection reset");
    socket.clear();
    far.socket.clear();
    end(reason);
    far.end(reason);
  }

  private void end(CloseReason reason) {
    if (!gone) {
      gone = true;
      transport.ended(this);
      events.closed(this, reason);
    }
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
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
    return inboxBytes;
  }

  @Override
  public long queuedOut() {
    return queuedOut;
  }

  @Override
  public boolean writable() {
    return queuedOut <= terms.sendMark;
  }

  @Override
  public long bytesIn() {
    return bytesIn;
  }

  @Override
  public long bytesOut() {
    return bytesOut;
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
    return !reading || inboxBytes >= terms.inboxBytes;
  }

  @Override
  public String protocol() {
    return "v1";
  }

  @Override
  public String codec() {
    return terms.codec.map(MessageCodec::name).orElse("none");
  }

  /** What holds for a link; taken from the network when it is opened. */
  record Terms(
      long latency,
      double nanosPerByte,
      long inboxBytes,
      long sendMark,
      Optional<MessageCodec> codec,
      ToIntFunction<Message> sizes) {
    Packet pack(Message message) {
      if (codec.isEmpty()) {
        int bytes = FRAME + sizes.applyAsInt(message);
        return new Packet(now -> new Arrival.Received(message, bytes, now), bytes);
      }
      ByteBuffer payload = codec.get().encode(message);
      int bytes = FRAME + payload.remaining();
      return new Packet(now -> unpack(message.command(), payload.duplicate(), bytes, now), bytes);
    }

    private Arrival unpack(String command, ByteBuffer payload, int bytes, long now) {
      try {
        return new Arrival.Received(codec.orElseThrow().decode(command, payload), bytes, now);
      } catch (MalformedException flawed) {
        return new Arrival.Rejected(command, Arrival.Flaw.PAYLOAD, flawed.getMessage(), bytes, now);
      }
    }
  }

  /** Makes the arrival when the other end reads it. */
  interface Opening {
    Arrival at(long now);
  }

  record Packet(Opening open, int bytes) {
    static final Packet END = new Packet(null, 0);

    boolean ends() {
      return this == END;
    }
  }
}
