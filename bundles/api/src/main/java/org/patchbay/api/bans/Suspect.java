package org.patchbay.api.bans;

import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * Whom bans are asked about. Immutable.
 *
 * <p>Rule: the network is that of the connection; {@link BanTarget.Whole} goes by it alone. Ranges
 * and autonomous systems go by the address. Who came through Tor is of the network {@code onion}
 * and has the address of Tor, nearly always 127.0.0.1, in place of its own: where that is a
 * loopback address, no range covers it. Where it is not, ranges hold as for everyone, or who
 * reaches an onion bind that is open to the world would get around his ban there.
 *
 * <p>Bitcoin Core judges by the address of the socket alone (protocol-facts §9.10, §11.4): there a
 * ban of 127.0.0.1 ends and refuses all that come through Tor, and nothing else can. Here a ban of
 * {@code onion} says so, and a ban of 127.0.0.0/8 means local processes.
 *
 * @param address what ranges go by; empty where they do not hold
 * @param as the autonomous system that announces the address, where one is known
 */
public record Suspect(Optional<NetworkAddress> address, NetworkClass network, OptionalLong as) {
  /** Somebody with an address of his own. */
  public static Suspect of(NetworkAddress address, OptionalLong as) {
    return new Suspect(Optional.of(address), address.network(), as);
  }

  /** Somebody who came in where Tor connects, from an address. */
  public static Suspect throughTor(NetworkAddress address, OptionalLong as) {
    return new Suspect(Optional.of(address).filter(any -> !any.isLocal()), NetworkClass.ONION, as);
  }
}
