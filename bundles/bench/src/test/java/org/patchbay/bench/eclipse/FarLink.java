package org.patchbay.bench.eclipse;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.message.Message;

/** An outbound link whose other end has said all it says, and lasts until it is closed. */
final class FarLink implements Link {
  final ArrayDeque<Message> inbox = new ArrayDeque<>();
  private final VirtualLoop loop;
  private final InetSocketAddress remote;
  private final LinkEvents events;
  private boolean closed;

  FarLink(VirtualLoop loop, InetSocketAddress remote, LinkEvents events) {
    this.loop = loop;
    this.remote = remote;
    this.events = events;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public InetSocketAddress local() {
    return new InetSocketAddress("127.0.0.1", 1);
  }

  @Override
  public boolean inbound() {
    return false;
  }

  @Override
  public Arrival poll() {
    Message message = inbox.poll();
    return message == null ? null : new Arrival.Received(message, 24, loop.now());
  }

  @Override
  public long queuedIn() {
    return 0;
  }

  @Override
  public long queuedOut() {
    return 0;
  }

  @Override
  public boolean writable() {
    return true;
  }

  @Override
  public void send(Message message) {}

  @Override
  public void flush() {}

  @Override
  public void reading(boolean wanted) {}

  @Override
  public long bytesIn() {
    return 1;
  }

  @Override
  public long bytesOut() {
    return 1;
  }

  @Override
  public long lastReadAt() {
    return loop.now();
  }

  @Override
  public long lastWriteAt() {
    return loop.now();
  }

  @Override
  public boolean paused() {
    return false;
  }

  @Override
  public String protocol() {
    return "far";
  }

  @Override
  public String codec() {
    return "none";
  }

  @Override
  public void close(CloseReason reason) {
    if (!closed) {
      closed = true;
      loop.execute(() -> events.closed(this, reason));
    }
  }
}
