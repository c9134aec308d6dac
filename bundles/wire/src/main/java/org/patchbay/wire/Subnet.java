package org.patchbay.wire;

import java.util.Arrays;

/** A range of addresses of one network in CIDR form; one address at least. Immutable. */
public final class Subnet {
  private final int id;
  private final byte[] base;
  private final int bits;

  private Subnet(int id, byte[] base, int bits) {
    this.id = id;
    this.base = masked(base, bits);
    this.bits = bits;
  }

  /**
   * Parses {@code 10.0.0.0/8}, {@code fe80::/10}, or one address of any network.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  public static Subnet parse(String text) {
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

  /** The range of so many leading bits in which an address lies. */
  public static Subnet of(NetworkAddress address, int bits) {
    byte[] bytes = address.bytes();
    if (bits < 0 || bits > bytes.length * 8) {
      throw new IllegalArgumentException(bits + " bits (0 to " + bytes.length * 8 + ")");
    }
    return new Subnet(address.id(), bytes, bits);
  }

  private static byte[] masked(byte[] bytes, int bits) {
    byte[] masked = new byte[bytes.length];
    System.arraycopy(bytes, 0, masked, 0, bits / 8);
    if (bits % 8 > 0) {
      masked[bits / 8] = (byte) (bytes[bits / 8] & 0xFF00 >>> bits % 8);
    }
    return masked;
  }

  /** Network id of BIP155. */
  public int id() {
    return id;
  }

  /** How many leading bits its addresses share. */
  public int bits() {
    return bits;
  }

  /** Whether the address lies in it, whatever its port. */
  public boolean contains(NetworkAddress address) {
    return address.id() == id && Arrays.equals(base, masked(address.bytes(), bits));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Subnet that
        && id == that.id
        && bits == that.bits
        && Arrays.equals(base, that.base);
  }

  @Override
  public int hashCode() {
    return (31 * id + bits) * 31 + Arrays.hashCode(base);
  }

  /**
   * As {@link #parse} reads it, and Bitcoin Core does: with the number of bits for IPv4 and IPv6,
   * without for one address of another network.
   */
  @Override
  public String toString() {
    String host = NetworkAddress.of(id, base, 0).host();
    boolean internet = id == NetworkAddress.IPV4 || id == NetworkAddress.IPV6;
    return internet || bits < base.length * 8 ? host + "/" + bits : host;
  }
}
