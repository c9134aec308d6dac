package org.patchbay.bench;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.wire.message.Message;

/** An inbound link that counts what is sent and keeps nothing. Confined to one thread. */
final class MuteLink implements Link {
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 18_444);

  final ArrayDeque<Message> inbox = new ArrayDeque<>();
  long sent;
  boolean closed;
  private final InetSocketAddress remote;

  MuteLink(InetSocketAddress remote) {
    this.remote = remote;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public InetSocketAddress local() {
    return HERE;
  }

  @Override
  public boolean inbound() {
    return true;
  }

  @Override
  public Arrival poll() {
    Message message = inbox.poll();
    return message == null ? null : new Arrival.Received(message, 24, 0);
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
  public void send(Message message) {
    sent++;
  }

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
    return Long.MAX_VALUE;
  }

  @Override
  public long lastWriteAt() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean paused() {
    return false;
  }

  @Override
  public String protocol() {
    return "mute";
  }

  @Override
  public String codec() {
    return "none";
  }

  @Override
  public void close(CloseReason reason) {
    closed = true;
  }
}
