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
  /** Whether both may well be of one hand: of one netgroup, or through Tor by one address. */
  boolean sameOrigin(Birth other) {
    return tor
        ? other.tor && door.equals(other.door)
        : !other.tor && keyedNetGroup == other.keyedNetGroup;
  }
}
