package org.patchbay.wire;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * An address of any BIP155 kind with its port (protocol-facts §4.4, §4.5). Immutable. Ordered for
 * the reason given at {@link OutPoint}: anybody can gossip addresses that share a hash code.
 */
public final class NetworkAddress implements Comparable<NetworkAddress> {
  /** BIP155 id of IPv4. */
  public static final int IPV4 = 1;

  /** BIP155 id of IPv6. */
  public static final int IPV6 = 2;

  /** BIP155 id of Tor v2, which is dead. */
  public static final int TOR_V2 = 3;

  /** BIP155 id of Tor v3. */
  public static final int TOR_V3 = 4;

  /** BIP155 id of I2P. */
  public static final int I2P = 5;

  /** BIP155 id of CJDNS. */
  public static final int CJDNS = 6;

  /** BIP155 id of Yggdrasil. */
  public static final int YGGDRASIL = 7;

  private static final byte[] INTERNAL = {
    (byte) 0xfd, 0x6b, (byte) 0x88, (byte) 0xc0, (byte) 0x87, 0x24
  };
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};

  private final int id;
  private final byte[] bytes;
  private final int port;

  private NetworkAddress(int id, byte[] bytes, int port) {
    this.id = id;
    this.bytes = bytes;
    this.port = port;
  }

  /**
   * Of a BIP155 id and raw bytes.
   *
   * @throws IllegalArgumentException when a known id comes with a wrong length, or the port is out
   *     of range
   */
  public static NetworkAddress of(int id, byte[] address, int port) {
    int length = lengthOf(id);
    if (length >= 0 && address.length != length) {
      throw new IllegalArgumentException(
          "address of " + address.length + " bytes (network " + id + " has " + length + ")");
    }
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("port " + port + " (0 to 65535)");
    }
    return new NetworkAddress(id, address.clone(), port);
  }

  /** Of an IPv4 or IPv6 socket address. */
  public static NetworkAddress of(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    if (ip == null) {
      throw new IllegalArgumentException("unresolved name " + address.getHostString());
    }
    return of(ip instanceof Inet4Address ? IPV4 : IPV6, ip.getAddress(), address.getPort());
  }

  /** Of the 16-byte legacy form. */
  public static NetworkAddress ofLegacy(byte[] sixteen, int port) {
    return startsWith(sixteen, MAPPED)
        ? of(IPV4, Arrays.copyOfRange(sixteen, 12, 16), port)
        : of(IPV6, sixteen, port);
  }

  /**
   * The pseudo address that stands for a name: fd6b:88c0:8724 and the beginning of its hash (§4.4).
   * Never routable, never gossiped.
   */
  public static NetworkAddress ofName(String name, int port) {
    byte[] hash = Sha256.hash(name.getBytes(StandardCharsets.US_ASCII));
    byte[] sixteen = Arrays.copyOf(INTERNAL, 16);
    System.arraycopy(hash, 0, sixteen, INTERNAL.length, sixteen.length - INTERNAL.length);
    return of(IPV6, sixteen, port);
  }

  /**
   * Parses {@code 1.2.3.4:8333}, {@code [::1]:8333}, {@code ….onion:8333}, {@code ….b32.i2p:0}.
   * Names are not looked up. An IPv6 address that begins with fc is one of CJDNS; a mapped one
   * ({@code ::ffff:1.2.3.4}) is IPv4.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static NetworkAddress parse(String text) {
    return AddressText.parse(text);
  }

  /**
   * Bytes an address of a BIP155 id has; -1 for ids that Bitcoin Core skips whatever they carry
   * (Tor v2, Yggdrasil and all that BIP155 does not list).
   */
  static int lengthOf(int id) {
    return switch (id) {
      case IPV4 -> 4;
      case IPV6, CJDNS -> 16;
      case TOR_V3, I2P -> 32;
      default -> -1;
    };
  }

  /** BIP155 network id. */
  public int id() {
    return id;
  }

  /** The raw bytes of the address, copied. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The port. */
  public int port() {
    return port;
  }

  /** The same address with another port. */
  public NetworkAddress withPort(int newPort) {
    return of(id, bytes, newPort);
  }

  /** The 16-byte legacy form; zeros for what it cannot say. */
  public byte[] legacy16() {
    return switch (id) {
      case IPV4 -> concat(MAPPED, bytes);
      case IPV6 -> bytes.clone();
      default -> new byte[16];
    };
  }

  /** True when the legacy form can say it. */
  public boolean isLegacy() {
    return id == IPV4 || id == IPV6;
  }

  /** "addr bytes" of §4.5: the legacy form for IPv4 and IPv6, raw bytes otherwise. */
  public byte[] addressBytes() {
    return isLegacy() ? legacy16() : bytes.clone();
  }

  /** "service key" of §4.5: addr bytes and the port, big endian. */
  public byte[] serviceKey() {
    return concat(addressBytes(), new byte[] {(byte) (port >>> 8), (byte) port});
  }

  /** Neither unspecified, nor documentation, nor malformed for its network (§4.5). */
  public boolean isValid() {
    return AddressRules.isValid(this);
  }

  /** Reachable from elsewhere, as far as the address tells (§4.5). */
  public boolean isRoutable() {
    return AddressRules.isRoutable(this);
  }

  /** Loopback: 127/8, 0/8 and ::1 (§4.5). */
  public boolean isLocal() {
    return AddressRules.isLocal(this);
  }

  /** Tor and I2P. */
  public boolean isPrivacyNetwork() {
    return id == TOR_V3 || id == I2P;
  }

  /** The class this address counts as for groups; UNROUTABLE when not routable. */
  public NetworkClass networkClass() {
    return AddressRules.networkClass(this);
  }

  /** The network it belongs to, routable or not. */
  public NetworkClass network() {
    return switch (id) {
      case IPV4 -> NetworkClass.IPV4;
      case IPV6 -> NetworkClass.IPV6;
      case TOR_V3 -> NetworkClass.ONION;
      case I2P -> NetworkClass.I2P;
      case CJDNS -> NetworkClass.CJDNS;
      default -> NetworkClass.UNROUTABLE;
    };
  }

  /** The IPv4 address behind it, where there is one (§4.5); four bytes. */
  public Optional<byte[]> linkedIpv4() {
    return AddressRules.linkedIpv4(this);
  }

  /** For sockets: present for IPv4, IPv6 and CJDNS. */
  public Optional<InetSocketAddress> toSocketAddress() {
    if (id != IPV4 && id != IPV6 && id != CJDNS) {
      return Optional.empty();
    }
    try {
      return Optional.of(new InetSocketAddress(InetAddress.getByAddress(bytes), port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("address of " + bytes.length + " bytes", e);
    }
  }

  /** The address without its port, as text. */
  public String host() {
    return AddressText.host(this);
  }

  byte[] raw() {
    return bytes;
  }

  static boolean startsWith(byte[] bytes, byte... prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Override
  public int compareTo(NetworkAddress other) {
    int order = Integer.compare(id, other.id);
    if (order == 0) {
      order = Arrays.compareUnsigned(bytes, other.bytes);
    }
    return order == 0 ? Integer.compare(port, other.port) : order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkAddress that
        && id == that.id
        && port == that.port
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return (Arrays.hashCode(bytes) * 31 + port) * 31 + id;
  }

  @Override
  public String toString() {
    String host = host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
