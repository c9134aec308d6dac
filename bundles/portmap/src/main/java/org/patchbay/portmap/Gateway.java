package org.patchbay.portmap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.patchbay.wire.NetworkAddress;

/** A gateway as an operator writes it. */
final class Gateway {
  private Gateway() {}

  /**
   * Parses {@code 192.168.1.1}, {@code fe80::1}, {@code 192.168.1.1:5351} or {@code
   * [fe80::1]:5351}.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static InetSocketAddress parse(String text) {
    try {
      boolean bare = text.indexOf(':') < 0 || text.indexOf(':') != text.lastIndexOf(':');
      boolean bracketed = text.startsWith("[");
      String whole = text;
      if (bracketed ? text.endsWith("]") : bare) {
        String host = bracketed || text.indexOf(':') < 0 ? text : "[" + text + "]";
        whole = host + ":" + Pcp.PORT;
      }
      return NetworkAddress.parse(whole).toSocketAddress().orElseThrow(() -> wrong(text));
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" (allowed: an address of IPv4 or IPv6, with or without a port)");
  }

  /** A gateway at the protocols' own port. */
  static InetSocketAddress of(InetAddress address) {
    return new InetSocketAddress(address, Pcp.PORT);
  }
}
