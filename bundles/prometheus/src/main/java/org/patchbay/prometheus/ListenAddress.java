package org.patchbay.prometheus;

import java.net.InetSocketAddress;
import org.patchbay.wire.NetworkAddress;

/** Where the endpoint listens, as an operator writes it. */
final class ListenAddress {
  private ListenAddress() {}

  /**
   * Parses {@code 127.0.0.1:9332} or {@code [::1]:9332}; nothing is looked up.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static InetSocketAddress parse(String text) {
    try {
      return NetworkAddress.parse(text.strip()).toSocketAddress().orElseThrow();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" (allowed: an IPv4 or IPv6 address with a port, or empty)", e);
    }
  }
}
