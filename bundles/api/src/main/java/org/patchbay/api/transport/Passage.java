package org.patchbay.api.transport;

import java.net.SocketAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How one connection gets to its target: where the socket goes, and what is said on it first. A
 * connection that falls back to version 1 goes through the same passage again. Called on a
 * transport thread.
 */
@ConsumerType
public interface Passage {
  /** Where the socket goes: an {@code InetSocketAddress} or a {@code UnixDomainSocketAddress}. */
  SocketAddress via();

  /** A new conversation for each socket; empty when the peer itself is at its other end. */
  Optional<Opening> opening();

  /** Told once: no connection goes through it any more, or none will. */
  default void left() {}

  /** A socket straight to the peer. */
  static Passage direct(SocketAddress target) {
    return new Passage() {
      @Override
      public SocketAddress via() {
        return target;
      }

      @Override
      public Optional<Opening> opening() {
        return Optional.empty();
      }
    };
  }

  /** Told, on a transport thread, why a connection could not be opened. */
  @FunctionalInterface
  interface Failure {
    /**
     * One failed attempt.
     *
     * @param ofTarget whether that tells something about the target, and not only about the way
     *     there (protocol-facts §19.2)
     */
    void failed(String reason, boolean ofTarget);
  }
}
