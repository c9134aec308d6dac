package org.patchbay.engine;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.patchbay.api.node.Footing;
import org.patchbay.api.node.Footing.Hold;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.wire.NetworkAddress;

/** Says why a peer is connected, and how firmly. Confined to the node loop. */
final class Footings {
  private final World world;
  private final Gate gate;
  private final Policies policies;
  private final Predicate<NetworkAddress> named;

  /**
   * Asks others.
   *
   * @param named whether the operator, or another bundle, keeps an address connected
   */
  Footings(World world, Gate gate, Policies policies, Predicate<NetworkAddress> named) {
    this.world = world;
    this.gate = gate;
    this.policies = policies;
    this.named = named;
  }

  Optional<Footing> of(long id) {
    Peer peer = world.peers.byId(id);
    return peer == null || !peer.open() ? Optional.empty() : Optional.of(of(peer));
  }

  private Footing of(Peer peer) {
    List<Peer> candidates = gate.candidates();
    int place = candidates.indexOf(peer);
    long now = world.now();
    Optional<Peer> next = place < 0 ? Optional.empty() : policies.wouldEvict(candidates, now);
    List<String> kept = place < 0 ? List.of() : policies.explainEviction(candidates, now);
    return new Footing(
        asked(peer),
        taken(peer.type()),
        slots(peer.type()),
        place < 0 ? Hold.EXEMPT : next.filter(peer::equals).isPresent() ? Hold.GOES : Hold.STAYS,
        kept.isEmpty() ? "" : kept.get(place),
        gate.discouraged(peer.address()),
        gate.banned(peer));
  }

  private String asked(Peer peer) {
    return switch (peer.type()) {
      case INBOUND ->
          peer.birth.byWay()
              ? "it connected to us through " + peer.network().label()
              : "it connected to us at " + door(peer);
      case MANUAL ->
          named.test(peer.address())
              ? "kept connected for the configuration or another bundle"
              : "an operator asked for it";
      case OUTBOUND_FULL_RELAY -> "chosen for blocks, transactions and addresses";
      case BLOCK_RELAY_ONLY -> "chosen for blocks alone";
      case ADDR_FETCH -> "asked for addresses, until it gives some";
      case FEELER -> "a test of its address, until the handshake";
    };
  }

  /** With the port that the system chose, where it was left to choose. */
  private static HostPort door(Peer peer) {
    HostPort door = peer.birth.door();
    InetSocketAddress local = peer.link.local();
    return door.port() == 0 && local != null ? new HostPort(door.host(), local.getPort()) : door;
  }

  private int taken(ConnectionType type) {
    return (int)
        world.peers.all().stream().filter(peer -> peer.open() && peer.type() == type).count();
  }

  private int slots(ConnectionType type) {
    return switch (type) {
      case INBOUND -> world.settings.maxInbound();
      case OUTBOUND_FULL_RELAY -> world.settings.outbound();
      case BLOCK_RELAY_ONLY -> world.settings.plan().blockRelay();
      default -> -1;
    };
  }
}
