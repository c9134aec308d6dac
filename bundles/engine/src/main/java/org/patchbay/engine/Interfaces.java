package org.patchbay.engine;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** The addresses of this machine's network interfaces. */
final class Interfaces {
  private Interfaces() {}

  /** Those of interfaces that are up, without loopback; asks the system. */
  static List<InetAddress> addresses() throws SocketException {
    List<InetAddress> addresses = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (each.isUp() && !each.isLoopback()) {
        each.inetAddresses().forEach(addresses::add);
      }
    }
    return addresses;
  }
}
