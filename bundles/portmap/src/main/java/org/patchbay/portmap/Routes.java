package org.patchbay.portmap;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the default gateways in the routing tables of Linux, {@code /proc/net/route} and {@code
 * /proc/net/ipv6_route}. Of several the one with the lowest metric; what cannot be read is no
 * route.
 *
 * @param order of the bytes of an IPv4 address in the file, which is the machine's
 */
record Routes(Path ipv4, Path ipv6, ByteOrder order) {
  static final Routes OF_THIS_MACHINE =
      new Routes(
          Path.of("/proc/net/route"), Path.of("/proc/net/ipv6_route"), ByteOrder.nativeOrder());

  private static final int UP_BY_GATEWAY = 3;
  private static final String NOWHERE4 = "00000000";
  private static final String NOWHERE6 = "0".repeat(32);

  /** A route: the gateway, reached by an interface. */
  private record Route(byte[] gateway, String device, long metric) {}

  /** Of IPv4; empty when there is none, as where that file is missing. */
  Optional<InetAddress> gateway4() throws IOException {
    Optional<Route> best = best(ipv4, this::route4);
    return best.isEmpty()
        ? Optional.empty()
        : Optional.of(InetAddress.getByAddress(best.get().gateway()));
  }

  /** Of IPv6, with the interface by which a link-local one is reached. */
  Optional<InetAddress> gateway6() throws IOException {
    Optional<Route> best = best(ipv6, Routes::route6);
    if (best.isEmpty()) {
      return Optional.empty();
    }
    NetworkInterface device = NetworkInterface.getByName(best.get().device());
    return Optional.of(Inet6Address.getByAddress(null, best.get().gateway(), device));
  }

  private interface Reader {
    /** Null for a line that is no default route. */
    Route read(String[] fields);
  }

  private static Optional<Route> best(Path table, Reader reader) throws IOException {
    if (!Files.isReadable(table)) {
      return Optional.empty();
    }
    Route best = null;
    try (Stream<String> lines = Files.lines(table)) {
      for (String line : (Iterable<String>) lines::iterator) {
        Route route = read(reader, line);
        if (route != null && (best == null || route.metric() < best.metric())) {
          best = route;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static Route read(Reader reader, String line) {
    try {
      return reader.read(line.strip().split("\\s+"));
    } catch (IllegalArgumentException noNumber) {
      return null; // The heading.
    }
  }

  /** Interface, destination, gateway, flags, references, use, metric, mask. */
  private Route route4(String[] fields) {
    if (fields.length < 8 || !fields[1].equals(NOWHERE4) || !fields[7].equals(NOWHERE4)) {
      return null;
    }
    byte[] gateway = HexFormat.of().parseHex(fields[2]);
    if (gateway.length != 4 || !usable(fields[3]) || fields[2].equals(NOWHERE4)) {
      return null;
    }
    if (order == ByteOrder.LITTLE_ENDIAN) {
      gateway = new byte[] {gateway[3], gateway[2], gateway[1], gateway[0]};
    }
    return new Route(gateway, fields[0], Long.parseLong(fields[6]));
  }

  /**
   * Destination, its bits, source, its bits, gateway, metric, references, use, flags, interface.
   */
  private static Route route6(String[] fields) {
    if (fields.length < 10 || !fields[0].equals(NOWHERE6) || !fields[1].equals("00")) {
      return null;
    }
    byte[] gateway = HexFormat.of().parseHex(fields[4]);
    if (gateway.length != 16 || !usable(fields[8]) || fields[4].equals(NOWHERE6)) {
      return null;
    }
    return new Route(gateway, fields[9], Long.parseLong(fields[5], 16));
  }

  private static boolean usable(String flags) {
    return (Long.parseLong(flags, 16) & UP_BY_GATEWAY) == UP_BY_GATEWAY;
  }
}
