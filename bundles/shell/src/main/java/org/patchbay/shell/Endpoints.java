package org.patchbay.shell;

import java.net.InetSocketAddress;
import org.patchbay.wire.NetworkAddress;

/** Socket addresses without the name look-up and the slash of the JDK's text. */
final class Endpoints {
  private Endpoints() {}

  static String text(InetSocketAddress address) {
    return address.isUnresolved()
        ? address.getHostString() + ":" + address.getPort()
        : NetworkAddress.of(address).toString();
  }
}
