package org.patchbay.rpc;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Subnet;

/** From where calls may come: this machine, always, and ranges that the operator names. */
final class Guests {
  private final List<Subnet> ranges;

  Guests(List<Subnet> named) {
    List<Subnet> all = new ArrayList<>(List.of(Subnet.parse("127.0.0.0/8"), Subnet.parse("::1")));
    all.addAll(named);
    ranges = List.copyOf(all);
  }

  /** Whether calls may come from there. */
  boolean may(SocketAddress from) {
    return from instanceof InetSocketAddress remote
        && ranges.stream().anyMatch(range -> range.contains(NetworkAddress.of(remote)));
  }
}
