package org.patchbay.wire;

import java.util.Arrays;

/** Groups of addresses that one operator may well control (protocol-facts §9.7). */
public final class NetGroup {
  private NetGroup() {}

  /** The group bytes: class number, then the leading bits of the address. */
  public static byte[] of(NetworkAddress address) {
    byte[] raw = address.raw();
    if (address.isLocal()) {
      return new byte[] {(byte) NetworkClass.UNROUTABLE.number()};
    }
    if (address.id() == NetworkAddress.IPV6 && AddressRules.isInternal(raw)) {
      return group(NetworkClass.INTERNAL, Arrays.copyOfRange(raw, 6, 16), 80);
    }
    NetworkClass network = address.networkClass();
    return switch (network) {
      case UNROUTABLE, INTERNAL -> new byte[] {(byte) network.number()};
      case IPV4 -> group(network, address.linkedIpv4().orElseThrow(), 16);
      case IPV6 -> {
        boolean heNet =
            NetworkAddress.startsWith(raw, (byte) 0x20, (byte) 1, (byte) 4, (byte) 0x70);
        yield group(network, raw, heNet ? 36 : 32);
      }
      case ONION, I2P -> group(network, raw, 4);
      case CJDNS -> group(network, raw, 12);
    };
  }

  /** A group under secret keys, so that nobody can aim at one. */
  public static long keyed(long k0, long k1, byte[] group) {
    return SipHash.hash(k0, k1, group);
  }

  /**
   * A group of {@link #of} for people: a range as {@code 203.0.0.0/16} or {@code 2001:db8::/32};
   * the network and four bits as {@code onion-7}; empty for what has no group of its own.
   */
  public static String text(byte[] group) {
    NetworkClass network = NetworkClass.values()[group[0]];
    int last = group[group.length - 1] & 0xFF;
    return switch (network) {
      case UNROUTABLE, INTERNAL -> "";
      case IPV4 -> range(NetworkAddress.IPV4, group, 16);
      case IPV6 -> range(NetworkAddress.IPV6, group, group.length == 6 ? 36 : 32);
      case ONION, I2P, CJDNS -> network.label() + "-" + Integer.toHexString(last >> 4);
    };
  }

  private static String range(int id, byte[] group, int bits) {
    byte[] first = new byte[id == NetworkAddress.IPV4 ? 4 : 16];
    System.arraycopy(group, 1, first, 0, group.length - 1);
    return Subnet.of(NetworkAddress.of(id, first, 0), bits).toString();
  }

  private static byte[] group(NetworkClass network, byte[] raw, int bits) {
    byte[] group = new byte[1 + (bits + 7) / 8];
    group[0] = (byte) network.number();
    System.arraycopy(raw, 0, group, 1, group.length - 1);
    int unused = (8 - bits % 8) % 8;
    group[group.length - 1] |= (byte) ((1 << unused) - 1);
    return group;
  }
}
