package org.patchbay.portmap;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.wire.NetworkAddress;

/**
 * What is around this machine. Immutable.
 *
 * @param gateway4 of IPv4
 * @param gateway6 of IPv6
 * @param addresses our own of IPv6 that others could reach; at most {@value #MOST}
 */
record Surroundings(
    Optional<InetSocketAddress> gateway4,
    Optional<InetSocketAddress> gateway6,
    List<InetAddress> addresses) {
  static final int MOST = 16;

  /** Asks the system. */
  static Surroundings ofThisMachine() throws IOException {
    Routes routes = Routes.OF_THIS_MACHINE;
    List<InetAddress> addresses = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (each.isUp() && !each.isLoopback()) {
        each.inetAddresses().filter(Inet6Address.class::isInstance).forEach(addresses::add);
      }
    }
    return new Surroundings(
        routes.gateway4().map(Gateway::of),
        routes.gateway6().map(Gateway::of),
        addresses.stream().filter(Surroundings::routable).limit(MOST).toList());
  }

  private static boolean routable(InetAddress address) {
    return NetworkAddress.of(new InetSocketAddress(address, 0)).isRoutable();
  }

  /** The same with the gateway that an operator names, and no other one. */
  Surroundings with(InetSocketAddress gateway) {
    boolean ipv4 = gateway.getAddress() instanceof Inet4Address;
    Optional<InetSocketAddress> named = Optional.of(gateway);
    return new Surroundings(
        ipv4 ? named : Optional.empty(), ipv4 ? Optional.empty() : named, addresses);
  }

  /** What is to be asked for, so that others reach a port here. */
  List<Opening> openings(int port) {
    List<Opening> openings = new ArrayList<>();
    gateway4.ifPresent(each -> openings.add(new Opening(each, Optional.empty(), port)));
    gateway6.ifPresent(
        each ->
            addresses.forEach(
                inside -> openings.add(new Opening(each, Optional.of(inside), port))));
    return openings;
  }
}
