package org.patchbay.engine;

import org.patchbay.api.peer.ConnectionType;
import org.patchbay.wire.NetworkAddress;

/**
 * What is fixed when a connection stands. Immutable.
 *
 * @param door the listening address it came in by; null for a connection that we opened, and for
 *     one by a way without such an address
 * @param tor whether it came through Tor, where {@code address} is that of Tor itself
 */
record Birth(
    long id,
    int place,
    NetworkAddress address,
    ConnectionType type,
    HostPort door,
    boolean tor,
    long keyedNetGroup,
    String group,
    long autonomousSystem,
    long nonce,
    long connectedAt) {
  /** Whether others opened it by a way of their own: there an address costs nothing. */
  boolean byWay() {
    return door == null && !type.outbound();
  }

  /**
   * Whether both may well be of one hand: of one netgroup, through Tor by one address, or by one
   * network's own way.
   */
  boolean sameOrigin(Birth other) {
    if (tor || other.tor) {
      return tor && other.tor && door.equals(other.door);
    }
    return byWay() || other.byWay()
        ? byWay() && other.byWay() && address.network() == other.address.network()
        : keyedNetGroup == other.keyedNetGroup;
  }
}
