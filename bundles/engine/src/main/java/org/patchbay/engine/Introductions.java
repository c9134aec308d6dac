package org.patchbay.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.api.local.LocalAddress;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * What peers are told of our own address, and what they tell us of it (protocol-facts §8.5,
 * §12.10). Confined to the node loop.
 */
final class Introductions {
  private final World world;
  private final OwnAddresses own;
  private final Listening listening;

  Introductions(World world, OwnAddresses own, Listening listening) {
    this.world = world;
    this.own = own;
    this.listening = listening;
  }

  /** A peer said in its version message where it sees us. */
  void seen(Peer peer) {
    if (!peer.type().outbound()) {
      peer.profile.seesUsAs().ifPresent(own::confirm);
    }
  }

  /** Our address as this peer is to be told of it now; empty when there is none for it. */
  Optional<AddressEntry> to(Peer peer, long services) {
    OptionalInt port = listening.port();
    List<LocalAddress> reached = own.list();
    if (port.isEmpty()) {
      // A node of I2P is reached without a socket that listens (§19.4).
      reached = reached.stream().filter(each -> network(each) == NetworkClass.I2P).toList();
    }
    OwnAddresses.Situation situation = own.situation();
    AddressChoice.Side side =
        new AddressChoice.Side(
            peer.address(),
            peer.network(),
            !peer.type().outbound(),
            peer.profile.seesUsAs().filter(each -> reachedLike(peer)));
    Optional<NetworkAddress> chosen =
        new AddressChoice(reached, situation, port.orElse(world.environment.network().port()))
            .forPeer(side, world.loop.random())
            .filter(address -> address.isLegacy() || peer.features().contains("addrv2"));
    chosen.ifPresent(own::told);
    long now = world.loop.wallTime().getEpochSecond();
    return chosen.map(address -> new AddressEntry(now, services, address));
  }

  /**
   * Whether others could come where this peer sees us: a socket is open to them, and if it was that
   * of friends by which the peer came, they are not to be told.
   */
  private boolean reachedLike(Peer peer) {
    return own.port().isPresent() && world.bind(peer.birth.door()).map(Bind::told).orElse(true);
  }

  private static NetworkClass network(LocalAddress each) {
    return each.address().network();
  }
}
