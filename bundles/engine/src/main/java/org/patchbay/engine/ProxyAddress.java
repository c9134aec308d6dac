package org.patchbay.engine;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import org.patchbay.wire.NetworkAddress;

/** Where a proxy listens, as operators write it (protocol-facts §19.2). */
final class ProxyAddress {
  private static final int PORT = 9050;

  /** Linux's bound on the path of a socket, the ending zero included. */
  private static final int MAX_PATH = 108;

  private static final String UNIX = "unix:";

  private ProxyAddress() {}

  /**
   * Parses {@code 127.0.0.1:9050}, {@code [::1]} or {@code unix:/run/tor/socks}; empty for none.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static Optional<SocketAddress> parse(String text) {
    String word = text.strip();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    if (word.startsWith(UNIX)) {
      String path = word.substring(UNIX.length());
      if (!path.startsWith("/") || path.length() >= MAX_PATH) {
        throw wrong(word);
      }
      return Optional.of(UnixDomainSocketAddress.of(path));
    }
    HostPort at = HostPort.parse(word, PORT);
    if (!at.literal()) {
      throw wrong(word);
    }
    return Optional.of(at.literalAddress());
  }

  /** As {@link #parse} reads it. */
  static String text(SocketAddress proxy) {
    return proxy instanceof InetSocketAddress at ? NetworkAddress.of(at).toString() : UNIX + proxy;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" (allowed: an address as 127.0.0.1:9050, or unix: and an absolute path)");
  }
}
