package org.patchbay.tor;

import java.net.InetSocketAddress;
import org.patchbay.wire.NetworkAddress;

/** Where the control port is, as operators write it. */
final class ControlAddress {
  static final String USUAL = "127.0.0.1:9051";

  private static final int PORT = 9051;

  private ControlAddress() {}

  /**
   * Parses {@code 127.0.0.1}, {@code 127.0.0.1:9051} or {@code [::1]:9051}.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static InetSocketAddress parse(String text) {
    String host = text.strip();
    boolean complete = host.endsWith("]") ? false : host.indexOf(':') >= 0;
    try {
      return NetworkAddress.parse(complete ? host : host + ":" + PORT)
          .toSocketAddress()
          .filter(at -> at.getPort() > 0)
          .orElseThrow(() -> wrong(text));
    } catch (IllegalArgumentException flaw) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" (allowed: an address as 127.0.0.1:9051 or [::1]:9051)");
  }
}
