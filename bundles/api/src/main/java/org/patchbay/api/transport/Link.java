package org.patchbay.api.transport;

import java.net.InetSocketAddress;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;

/**
 * One connection with its inbox and outbox. {@link #poll}, {@link #send} and {@link #flush} are
 * confined to the node loop; the rest may be called from any thread.
 *
 * <p>The inbox is bounded: when it is full the socket is not read. It is refilled as the node loop
 * takes from it.
 */
@ProviderType
public interface Link {
  /** The other end of the socket, which may be a proxy; null when it was gone at once. */
  InetSocketAddress remote();

  /** The peer behind it. */
  default NetworkAddress address() {
    return NetworkAddress.of(remote());
  }

  /** Our end. */
  InetSocketAddress local();

  /** True when the other end opened the connection. */
  boolean inbound();

  /** Takes the oldest arrival, or null when the inbox is empty. */
  Arrival poll();

  /** Payload bytes waiting in the inbox, an unfinished message included. */
  long queuedIn();

  /** Frame bytes accepted by {@link #send} and not yet written to the socket. */
  long queuedOut();

  /** False while more than the send mark is queued; then the engine stops serving this peer. */
  boolean writable();

  /** Queues a message; never refused while the link is open, ignored afterwards. */
  void send(Message message);

  /** Hands what was queued to the socket; called once per link and turn of the loop. */
  void flush();

  /** Stops or resumes reading on behalf of the engine, besides the transport's own bounds. */
  void reading(boolean wanted);

  /**
   * Has somebody told of the messages from now on, in place of whoever was before. Nobody is told
   * by a link that has no bytes.
   *
   * @param tap null for nobody
   */
  default void tap(Tap tap) {}

  /** Raw bytes read so far. */
  long bytesIn();

  /** Raw bytes written so far. */
  long bytesOut();

  /** Monotonic nanoseconds of the last raw byte read; the time of opening before that. */
  long lastReadAt();

  /** Monotonic nanoseconds of the last raw byte written; the time of opening before that. */
  long lastWriteAt();

  /**
   * Nanoseconds spent on its bytes outside of the node loop: checksums, cipher, codec, writing; 0
   * where that is not measured.
   */
  default long ioTime() {
    return 0;
  }

  /** True while the socket is not read, by the engine's wish or by a bound. */
  boolean paused();

  /** Transport protocol: {@code detecting}, {@code v1} or {@code v2}. */
  String protocol();

  /** What names an encrypted session at both its ends, in hex; empty when there is none. */
  default String session() {
    return "";
  }

  /** Name of the codec with which the link began. */
  String codec();

  /**
   * Closes after what is queued was written or one second has passed, whichever is first. {@link
   * LinkEvents#closed} follows once, with this reason.
   */
  void close(CloseReason reason);
}
