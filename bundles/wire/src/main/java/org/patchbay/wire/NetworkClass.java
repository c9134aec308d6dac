package org.patchbay.wire;

/** Classes of networks (protocol-facts §9.7), with Bitcoin Core's names. */
public enum NetworkClass {
  /** Not publicly routable. */
  UNROUTABLE(0, "not_publicly_routable"),
  /** IPv4. */
  IPV4(1, "ipv4"),
  /** IPv6. */
  IPV6(2, "ipv6"),
  /** Tor. */
  ONION(3, "onion"),
  /** I2P. */
  I2P(4, "i2p"),
  /** CJDNS. */
  CJDNS(5, "cjdns"),
  /** Pseudo addresses of Bitcoin Core. */
  INTERNAL(6, "internal");

  private final int number;
  private final String label;

  NetworkClass(int number, String label) {
    this.number = number;
    this.label = label;
  }

  /** First byte of a netgroup. */
  public int number() {
    return number;
  }

  /** Bitcoin Core's name. */
  public String label() {
    return label;
  }
}
