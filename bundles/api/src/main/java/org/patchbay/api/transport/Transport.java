package org.patchbay.api.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.loop.Cancellable;

/** Sockets and frames. Implementations own the bytes and never judge a peer. */
@ProviderType
public interface Transport {
  /** What carries the bytes: {@code io_uring}, {@code epoll} or {@code nio}. */
  String kind();

  /**
   * Starts to accept connections.
   *
   * @param address port 0 lets the system choose
   * @param events told of every accepted link, on a transport thread
   * @return the bound endpoint
   * @throws IOException when the address cannot be bound; the message names it
   */
  Endpoint listen(InetSocketAddress address, LinkEvents events) throws IOException;

  /**
   * Opens a connection; answers through {@link LinkEvents#opened} or {@code failed}.
   *
   * @param timeout for the TCP connection alone
   */
  void connect(InetSocketAddress target, Duration timeout, LinkEvents events, Failure failed);

  /**
   * The same, and the encrypted protocol {@code v2} is tried first when {@link #speaksV2}. A target
   * that refuses it without a word is connected to again in {@code v1} (protocol-facts §3.7); to
   * the owner that is one link, which was opened once.
   *
   * @param timeout for each of the TCP connections
   */
  default void connect(
      InetSocketAddress target,
      Duration timeout,
      boolean tryV2,
      LinkEvents events,
      Failure failed) {
    connect(target, timeout, events, failed);
  }

  /**
   * The same through a passage. What is said on the way is no part of the link: it opens, with the
   * address that the opening named, when the peer can be heard.
   */
  default void connect(
      Passage passage, Duration timeout, boolean tryV2, LinkEvents events, Passage.Failure failed) {
    if (passage.via() instanceof InetSocketAddress target && passage.opening().isEmpty()) {
      connect(target, timeout, tryV2, events, (to, reason) -> failed.failed(reason, true));
    } else {
      failed.failed(passage.via() + " cannot be reached by this transport", false);
    }
  }

  /**
   * Waits at the end of a passage for a peer that connects to us: the link is an inbound one, from
   * whom the opening named.
   *
   * @return calls the waiting off; without effect once the link is open
   */
  default Cancellable accept(
      Passage passage, Duration timeout, LinkEvents events, Passage.Failure failed) {
    failed.failed(passage.via() + " cannot be reached by this transport", false);
    return () -> {};
  }

  /**
   * Holds a conversation that leads to no link, for example with what controls a proxy.
   *
   * @param over told once, on a transport thread, why there is no such connection or no more
   * @return ends it
   */
  default Cancellable converse(
      SocketAddress at, Duration timeout, Opening opening, Consumer<String> over) {
    over.accept(at + " cannot be reached by this transport");
    return () -> {};
  }

  /**
   * A passage through a SOCKS5 proxy, which resolves names and may see the whole address as text
   * (protocol-facts §19.2).
   *
   * @param isolated with credentials of its own for each connection, so that Tor gives each its own
   *     circuit
   */
  default Passage socks(SocketAddress proxy, boolean isolated, Destination to) {
    throw new UnsupportedOperationException("this transport speaks to no proxies");
  }

  /** Whether {@code v2} is spoken on new connections, so that we may say so to others. */
  default boolean speaksV2() {
    return false;
  }

  /** The endpoints that are listening now. */
  List<Endpoint> endpoints();

  /** Totals since the start. */
  TransportStats stats();

  /** A listening socket. */
  @ProviderType
  interface Endpoint extends AutoCloseable {
    /** The bound address with its real port. */
    InetSocketAddress address();

    /** Stops accepting; open links stay. */
    @Override
    void close();
  }

  /** Told, on a transport thread, why a connection could not be opened. */
  @FunctionalInterface
  interface Failure {
    /** One failed attempt. */
    void failed(InetSocketAddress target, String reason);
  }
}
