package org.patchbay.engine;

import java.util.Arrays;
import org.patchbay.wire.NetworkAddress;

/** A range of addresses in CIDR form. Immutable. */
final class Subnet {
  private final int id;
  private final byte[] base;
  private final int bits;

  private Subnet(int id, byte[] base, int bits) {
    this.id = id;
    this.base = base;
    this.bits = bits;
  }

  /**
   * Parses {@code 10.0.0.0/8}, {@code fe80::/10}, or one address of any network.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static Subnet parse(String text) {
    String whole = text.strip();
    int slash = whole.indexOf('/');
    String host = slash < 0 ? whole : whole.substring(0, slash);
    try {
      boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
      NetworkAddress address = NetworkAddress.parse((bare ? "[" + host + "]" : host) + ":0");
      int all = address.bytes().length * 8;
      int bits = slash < 0 ? all : Integer.parseInt(whole.substring(slash + 1));
      if (bits < 0 || bits > all) {
        throw wrong(text, null);
      }
      return new Subnet(address.id(), address.bytes(), bits);
    } catch (IllegalArgumentException e) {
      throw wrong(text, e);
    }
  }

  private static IllegalArgumentException wrong(String text, Exception cause) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" (allowed: an address, or an address and the number of its leading bits,"
            + " as 10.0.0.0/8)",
        cause);
  }

  boolean contains(NetworkAddress address) {
    if (address.id() != id) {
      return false;
    }
    byte[] bytes = address.bytes();
    int whole = bits / 8;
    if (!Arrays.equals(base, 0, whole, bytes, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((base[whole] ^ bytes[whole]) & 0xFF) >>> (8 - rest) == 0;
  }
}
