package org.patchbay.engine;

import org.patchbay.wire.NetworkAddress;

/**
 * How well a peer is likely to reach one of our addresses (protocol-facts §19.1), the better later.
 */
enum Reach {
  /** Not routable. */
  NONE,
  /** Another network, as far as that is known. */
  DEFAULT,
  /** IPv6 through Teredo. */
  TEREDO,
  /** IPv6 through a tunnel or a translator. */
  IPV6_WEAK,
  /** IPv4. */
  IPV4,
  /** IPv6 without a tunnel. */
  IPV6_STRONG,
  /** The same network of its own: Tor, I2P, CJDNS. */
  PRIVATE;

  /** Networks as this question knows them: Teredo is one, and so is what is none. */
  private enum Net {
    IPV4,
    IPV6,
    TEREDO,
    ONION,
    I2P,
    CJDNS,
    UNKNOWN
  }

  /** Of one of our addresses, seen from a peer's. */
  static Reach of(NetworkAddress ours, NetworkAddress theirs) {
    if (!ours.isRoutable()) {
      return NONE;
    }
    Net our = net(ours);
    Net their = net(theirs);
    return switch (their) {
      case IPV4 -> our == Net.IPV4 ? IPV4 : DEFAULT;
      case IPV6 -> our == Net.IPV6 && !tunnelled(ours) ? IPV6_STRONG : internet(our);
      case TEREDO -> internet(our);
      case ONION, I2P, CJDNS ->
          our == their ? PRIVATE : our == Net.IPV4 && their == Net.ONION ? IPV4 : DEFAULT;
      case UNKNOWN -> our == Net.ONION ? PRIVATE : internet(our);
    };
  }

  private static Reach internet(Net our) {
    return switch (our) {
      case IPV4 -> IPV4;
      case IPV6 -> IPV6_WEAK;
      case TEREDO -> TEREDO;
      default -> DEFAULT;
    };
  }

  private static Net net(NetworkAddress address) {
    if (!address.isRoutable()) {
      return Net.UNKNOWN;
    }
    return switch (address.network()) {
      case IPV4 -> Net.IPV4;
      case IPV6 -> teredo(address) ? Net.TEREDO : Net.IPV6;
      case ONION -> Net.ONION;
      case I2P -> Net.I2P;
      case CJDNS -> Net.CJDNS;
      default -> Net.UNKNOWN;
    };
  }

  /** 6to4, NAT64 and SIIT: an IPv4 address stands behind it. */
  private static boolean tunnelled(NetworkAddress ipv6) {
    return ipv6.linkedIpv4().isPresent();
  }

  private static boolean teredo(NetworkAddress ipv6) {
    byte[] bytes = ipv6.bytes();
    return bytes[0] == 0x20 && bytes[1] == 1 && bytes[2] == 0 && bytes[3] == 0;
  }
}
