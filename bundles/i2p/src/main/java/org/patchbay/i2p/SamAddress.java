package org.patchbay.i2p;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.patchbay.wire.NetworkAddress;

/** Where a SAM bridge listens, as operators write it. */
final class SamAddress {
  private static final int PORT = 7656;

  private SamAddress() {}

  /**
   * Parses {@code 127.0.0.1:7656}, {@code 127.0.0.1} or {@code [::1]}; empty for none.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static Optional<InetSocketAddress> parse(String text) {
    String word = text.strip();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    boolean port = word.lastIndexOf(':') > word.lastIndexOf(']');
    try {
      NetworkAddress at = NetworkAddress.parse(port ? word : word + ":" + PORT);
      return Optional.of(
          at.toSocketAddress().filter(each -> each.getPort() > 0).orElseThrow(() -> wrong(word)));
    } catch (IllegalArgumentException flaw) {
      throw wrong(word);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" (allowed: an address as 127.0.0.1:7656 or [::1]:7656; empty for none)");
  }
}
