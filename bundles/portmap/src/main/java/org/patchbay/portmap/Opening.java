package org.patchbay.portmap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What is asked of a gateway. Immutable.
 *
 * @param gateway with its port
 * @param inside our own address: of IPv6, where the gateway lets traffic to it through; empty for
 *     IPv4, where it translates
 * @param port on which we listen
 */
record Opening(InetSocketAddress gateway, Optional<InetAddress> inside, int port) {
  @Override
  public String toString() {
    String what = inside.map(each -> "[" + each.getHostAddress() + "]:").orElse("port ") + port;
    return what + " at the gateway " + gateway.getAddress().getHostAddress();
  }
}
