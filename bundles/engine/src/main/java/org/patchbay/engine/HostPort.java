package org.patchbay.engine;

import java.net.InetSocketAddress;
import org.patchbay.wire.NetworkAddress;

/**
 * A host as an operator writes it, with a port. Immutable.
 *
 * @param host a literal address without brackets, or a name
 */
record HostPort(String host, int port) {
  private static final String I2P = ".i2p";

  /**
   * Parses {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}.
   *
   * @param defaultPort where the text names none; I2P has no ports and 0 stands for it there
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static HostPort parse(String text, int defaultPort) {
    String host = text.strip();
    String port = "";
    int colon = host.lastIndexOf(':');
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      if (end < 0 || end + 1 < host.length() && colon != end + 1) {
        throw wrong(text);
      }
      port = end + 1 < host.length() ? host.substring(end + 2) : "";
      host = host.substring(1, end);
    } else if (colon >= 0 && colon == host.indexOf(':')) {
      port = host.substring(colon + 1);
      host = host.substring(0, colon);
      if (port.isEmpty()) {
        throw wrong(text);
      }
    }
    if (host.isEmpty()) {
      throw wrong(text);
    }
    try {
      int usual = host.endsWith(I2P) ? 0 : defaultPort;
      int number = port.isEmpty() ? usual : Integer.parseInt(port);
      if (number < 0 || number > 0xFFFF) {
        throw wrong(text);
      }
      HostPort parsed = new HostPort(host, number);
      if (parsed.literal()) {
        parsed.literalAddress();
      }
      return parsed;
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" (allowed: host, host:port, [v6]:port; port 0 to 65535)");
  }

  /** True when the host is an address and no look-up is needed. */
  boolean literal() {
    return host.indexOf(':') >= 0 || host.matches("[0-9]+(\\.[0-9]+){3}");
  }

  /** True for an address of Tor or I2P, which nobody looks up. */
  boolean ofPrivacyNetwork() {
    return host.endsWith(".onion") || host.endsWith(I2P);
  }

  /** True for a name that stands in the domain name system. */
  boolean toBeLookedUp() {
    return !literal() && !ofPrivacyNetwork();
  }

  /** Of a literal host; never looks anything up. */
  InetSocketAddress literalAddress() {
    if (!literal()) {
      throw new IllegalStateException(host + " is a name");
    }
    return NetworkAddress.parse(toString()).toSocketAddress().orElseThrow();
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
