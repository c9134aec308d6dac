package org.patchbay.api.transport;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.patchbay.wire.NetworkAddress;

/**
 * Whom to connect to: an address, or a name that only a proxy may look up. Immutable.
 *
 * @param address of the peer; for a name the pseudo address that stands for it (protocol-facts
 *     §4.4)
 * @param name the name; empty for an address
 */
public record Destination(NetworkAddress address, Optional<String> name) {
  /** Longest name that a proxy takes, in bytes (§19.2). */
  public static final int MAX_NAME = 255;

  /** An address. */
  public static Destination of(NetworkAddress address) {
    return new Destination(address, Optional.empty());
  }

  /**
   * A name.
   *
   * @param port 0 to 65535
   * @throws IllegalArgumentException when it is empty, longer than 255 bytes or not ASCII
   */
  public static Destination named(String name, int port) {
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
    if (name.isEmpty() || name.length() > MAX_NAME || !ascii) {
      throw new IllegalArgumentException(
          "name \"%s\" (1 to %d ASCII characters)".formatted(name, MAX_NAME));
    }
    return new Destination(NetworkAddress.ofName(name, port), Optional.of(name));
  }

  /** What a proxy is told: the name, or the address as text. */
  public String host() {
    return name.orElseGet(address::host);
  }

  /** The port. */
  public int port() {
    return address.port();
  }

  @Override
  public String toString() {
    return name.isPresent() ? host() + ":" + port() : address.toString();
  }
}
