package org.patchbay.engine;

import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Version;

/**
 * What a peer said of itself in its version message (protocol-facts §5.1), as far as it is
 * believed. Immutable.
 *
 * @param commonVersion the smaller of both sides' versions
 * @param clockOffset seconds by which its clock was ahead of ours
 * @param wantedServices whether all services are offered that we look for in an outbound peer
 * @param seesUsAs our address as it has it, where that is a routable one (§8.5)
 */
record Profile(
    long services,
    int protocolVersion,
    int commonVersion,
    String userAgent,
    OptionalLong clockOffset,
    int startHeight,
    boolean relaysTransactions,
    boolean wantedServices,
    Optional<NetworkAddress> seesUsAs) {
  /** Of one that said nothing yet (§4.3). */
  static final Profile UNTOLD =
      new Profile(0, 0, 209, "", OptionalLong.empty(), -1, false, false, Optional.empty());

  private static final long LATEST = Integer.MAX_VALUE * 1_000L;

  /**
   * Of a version message.
   *
   * @param wanted service bits that we look for
   * @param wallSeconds our time, in unix seconds
   */
  static Profile of(Version version, int ourVersion, long wanted, long wallSeconds) {
    return new Profile(
        version.services(),
        version.protocolVersion(),
        Math.min(ourVersion, version.protocolVersion()),
        UserAgents.printable(version.userAgent()),
        OptionalLong.of(Math.min(version.time(), LATEST) - wallSeconds),
        version.startHeight(),
        version.relay(),
        (version.services() & wanted) == wanted,
        Optional.of(version.receiver()).filter(NetworkAddress::isRoutable));
  }

  /** The same, once it asked for transactions by another message (BIP37). */
  Profile asking() {
    return new Profile(
        services,
        protocolVersion,
        commonVersion,
        userAgent,
        clockOffset,
        startHeight,
        true,
        wantedServices,
        seesUsAs);
  }
}
