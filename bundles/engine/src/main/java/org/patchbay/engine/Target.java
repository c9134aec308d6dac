package org.patchbay.engine;

import org.patchbay.wire.NetworkAddress;

/** An address that is to stay connected, and where that stands. Confined to the node loop. */
final class Target {
  final HostPort at;
  final Obstacles obstacles = new Obstacles();
  boolean dialling;
  Peer peer;
  int failures;
  long nextAt;

  /** Where it is; null for a name that was never looked up. */
  NetworkAddress address;

  Target(HostPort at, NetworkAddress address, long now) {
    this.at = at;
    this.nextAt = now;
    this.address = address;
  }

  boolean due(long now) {
    return !dialling && peer == null && now - nextAt >= 0;
  }
}
