package org.patchbay.engine;

import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;

/** An inbound link without a socket, for tests on a real loop. Thread-safe. */
final class DirectLink implements Link {
  final BlockingQueue<Message> sent = new LinkedBlockingQueue<>();
  final BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Arrival> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean armed = new AtomicBoolean(true);
  private final AtomicBoolean gone = new AtomicBoolean();
  private final InetSocketAddress remote;
  private final NetworkAddress address;
  private final LinkEvents events;

  DirectLink(InetSocketAddress remote, LinkEvents events) {
    this(remote, NetworkAddress.of(remote), events);
  }

  /** From somebody behind the other end of its socket. */
  DirectLink(InetSocketAddress remote, NetworkAddress address, LinkEvents events) {
    this.remote = remote;
    this.address = address;
    this.events = events;
    events.opened(this);
  }

  void arrive(Message... messages) {
    for (Message message : messages) {
      inbox.add(new Arrival.Received(message, 32, 0));
    }
    if (armed.compareAndSet(true, false)) {
      events.readable(this);
    }
  }

  @Override
  public Arrival poll() {
    Arrival arrival = inbox.poll();
    if (arrival == null) {
      armed.set(true);
      if (!inbox.isEmpty() && armed.compareAndSet(true, false)) {
        events.readable(this);
      }
    }
    return arrival;
  }

  @Override
  public void send(Message message) {
    if (!gone.get()) {
      sent.add(message);
    }
  }

  @Override
  public void close(CloseReason reason) {
    if (gone.compareAndSet(false, true)) {
      closed.add(reason);
      events.closed(this, reason);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void reading(boolean wanted) {}

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public NetworkAddress address() {
    return address;
  }

  @Override
  public InetSocketAddress local() {
    return remote;
  }

  @Override
  public boolean inbound() {
    return true;
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
  public long bytesIn() {
    return 1;
  }

  @Override
  public long bytesOut() {
    return 1;
  }

  @Override
  public long lastReadAt() {
    return System.nanoTime();
  }

  @Override
  public long lastWriteAt() {
    return System.nanoTime();
  }

  @Override
  public boolean paused() {
    return false;
  }

  @Override
  public String protocol() {
    return "direct";
  }

  @Override
  public String codec() {
    return "none";
  }
}
