package org.patchbay.engine;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.Transport;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections, one at a time to each address. Confined to the node loop. */
final class Dialer {
  private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);

  /** §9.4. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final World world;
  private final Transport transport;
  private final Connections connections;
  private final Addresses addresses;
  private final Set<NetworkAddress> dialling = new HashSet<>();

  Dialer(World world, Transport transport, Connections connections, Addresses addresses) {
    this.world = world;
    this.transport = transport;
    this.connections = connections;
    this.addresses = addresses;
  }

  /** Told how an attempt went. */
  interface Outcome {
    /** The connection stands. */
    void stands(Peer peer);

    /** It could not be opened. */
    void failed(String reason);

    /** Whether a failure tells something about the address, and not only about our own line. */
    default boolean counts() {
      return false;
    }
  }

  /**
   * Opens a connection; the outcome comes later, or at once when one stands already or there is
   * nothing to try.
   *
   * @param tryV2 whether the encrypted transport is tried first
   */
  void dial(NetworkAddress address, ConnectionType type, boolean tryV2, Outcome outcome) {
    Optional<InetSocketAddress> socket = address.toSocketAddress();
    if (socket.isEmpty()) {
      outcome.failed(address + " cannot be reached: no proxy for its network");
      return;
    }
    Peer there = connected(address);
    if (there != null) {
      outcome.stands(there);
      return;
    }
    if (!dialling.add(address)) {
      outcome.failed(address + " is being dialled already");
      return;
    }
    LOG.debug("dialling {} as {}", address, type.label());
    addresses.attempted(address, outcome.counts());
    Consumer<String> failed =
        reason -> {
          dialling.remove(address);
          LOG.debug("dialling {} failed: {}", address, reason);
          outcome.failed(reason);
        };
    try {
      transport.connect(
          socket.get(),
          TIMEOUT,
          tryV2,
          connections.outboundEvents(link -> opened(link, address, type, outcome)),
          (target, reason) -> world.loop.execute(() -> failed.accept(reason)));
    } catch (RuntimeException e) {
      failed.accept(e.toString());
    }
  }

  private void opened(Link link, NetworkAddress address, ConnectionType type, Outcome outcome) {
    dialling.remove(address);
    Peer peer = connections.opened(link, type);
    if (peer == null) {
      outcome.failed("the node stops, or the connection is gone");
    } else {
      outcome.stands(peer);
    }
  }

  /** The peer that we dialled at an address; null for none. */
  Peer connected(NetworkAddress address) {
    for (Peer peer : world.peers.outbound()) {
      if (peer.open() && peer.address().equals(address)) {
        return peer;
      }
    }
    return null;
  }

  /** Whether something is connected to, or being dialled at, the same host on any port. */
  boolean busyHost(NetworkAddress address) {
    NetworkAddress host = address.withPort(0);
    for (NetworkAddress each : dialling) {
      if (each.withPort(0).equals(host)) {
        return true;
      }
    }
    for (Peer peer : world.peers.all()) {
      if (peer.open() && peer.address().withPort(0).equals(host)) {
        return true;
      }
    }
    return false;
  }
}
