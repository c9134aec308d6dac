package org.patchbay.api.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

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
