package org.patchbay.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.Passage;
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
  private final Passages passages;
  private final Connections connections;
  private final Addresses addresses;
  private final Set<NetworkAddress> dialling = new HashSet<>();

  Dialer(
      World world,
      Transport transport,
      Passages passages,
      Connections connections,
      Addresses addresses) {
    this.world = world;
    this.transport = transport;
    this.passages = passages;
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
  void dial(Destination to, ConnectionType type, boolean tryV2, Outcome outcome) {
    NetworkAddress address = to.address();
    Optional<Passage> passage = passages.to(to);
    if (passage.isEmpty()) {
      outcome.failed(to + " cannot be reached: no proxy for its network");
      return;
    }
    Peer there = connected(address);
    if (there != null) {
      outcome.stands(there);
      return;
    }
    if (!dialling.add(address)) {
      outcome.failed(to + " is being dialled already");
      return;
    }
    LOG.debug("dialling {} as {}", to, type.label());
    boolean straight = passages.straight(to);
    if (straight) {
      addresses.attempted(address, outcome.counts());
    }
    try {
      transport.connect(
          passage.get(),
          TIMEOUT,
          tryV2,
          connections.outboundEvents(link -> opened(link, address, type, outcome, straight)),
          (reason, ofTarget) ->
              world.loop.execute(() -> failed(to, reason, ofTarget && !straight, outcome)));
    } catch (RuntimeException e) {
      failed(to, e.toString(), false, outcome);
    }
  }

  /**
   * Behind a proxy it is known only now whether it was an attempt: what the proxy itself failed at
   * tells nothing about the address (§9.3, §19.2).
   */
  private void failed(Destination to, String reason, boolean attempted, Outcome outcome) {
    dialling.remove(to.address());
    LOG.debug("dialling {} failed: {}", to, reason);
    if (attempted) {
      addresses.attempted(to.address(), outcome.counts());
    }
    outcome.failed(reason);
  }

  private void opened(
      Link link, NetworkAddress address, ConnectionType type, Outcome outcome, boolean straight) {
    dialling.remove(address);
    if (!straight) {
      addresses.attempted(address, outcome.counts());
    }
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
