package org.patchbay.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.api.loop.Cancellable;
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

  /** Beyond what any way takes for an answer (three minutes, §9.4): it has forgotten us. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final World world;
  private final Transport transport;
  private final Passages passages;
  private final Connections connections;
  private final Addresses addresses;
  private final Set<NetworkAddress> dialling = new HashSet<>();
  private final Obstacles obstacles = new Obstacles();

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
    if (!world.active) {
      outcome.failed("the network is switched off");
      return;
    }
    NetworkAddress address = to.address();
    Peer there = connected(address);
    if (there != null) {
      outcome.stands(there);
      return;
    }
    if (dialling.contains(address)) {
      outcome.failed(to + " is being dialled already");
      return;
    }
    if (connections.barred(address, type)) {
      outcome.failed(to + " is banned");
      return;
    }
    Optional<Passages.Route> route = passages.to(to);
    if (route.isEmpty()) {
      outcome.failed(to + " cannot be reached: no proxy for its network, nor another way");
      return;
    }
    dialling.add(address);
    PeerLines.trying(to, type, tryV2);
    new Attempt(to, type, tryV2, outcome, route.get().straight()).begin(route.get().passage());
  }

  /** One connection on its way: first a passage is looked for, then it is taken. */
  private final class Attempt {
    private final Destination to;
    private final ConnectionType type;
    private final boolean tryV2;
    private final Outcome outcome;
    private final boolean straight;
    private Cancellable patience = () -> {};
    private boolean decided;

    Attempt(Destination to, ConnectionType type, boolean tryV2, Outcome outcome, boolean straight) {
      this.to = to;
      this.type = type;
      this.tryV2 = tryV2;
      this.outcome = outcome;
      this.straight = straight;
    }

    void begin(CompletionStage<Passage> promised) {
      promised.whenComplete(
          (passage, failure) -> {
            if (world.loop.inLoop()) {
              decide(passage, failure);
            } else {
              world.loop.execute(() -> decide(passage, failure));
            }
          });
      if (!decided) {
        patience = world.loop.after(PATIENCE, this::overdue);
      }
    }

    private void overdue() {
      decide(null, new TimeoutException("no way there within " + PATIENCE.toSeconds() + " s"));
    }

    private void decide(Passage passage, Throwable failure) {
      if (decided) {
        if (passage != null) {
          passage.left();
        }
        return;
      }
      decided = true;
      patience.cancel();
      if (passage == null) {
        failed(reason(failure), false);
      } else {
        take(passage);
      }
    }

    private void take(Passage passage) {
      if (straight) {
        addresses.attempted(to.address(), outcome.counts());
      }
      try {
        transport.connect(
            passage,
            world.settings.plan().patience(),
            tryV2,
            connections.outboundEvents(this::opened),
            (reason, ofTarget) -> world.loop.execute(() -> failed(reason, ofTarget && !straight)));
      } catch (RuntimeException e) {
        failed(e.toString(), false);
      }
    }

    /**
     * Behind a proxy it is known only now whether it was an attempt: what the proxy itself failed
     * at tells nothing about the address (§9.3, §19.2).
     */
    private void failed(String reason, boolean attempted) {
      dialling.remove(to.address());
      PeerLines.notReached(to, reason);
      if (!straight && !attempted) {
        obstacles
            .failed(reason)
            .ifPresent(
                why ->
                    LOG.warn(
                        "no way through a proxy or into its network: {}",
                        HiddenAddress.within(why)));
      }
      if (attempted) {
        addresses.attempted(to.address(), outcome.counts());
      }
      outcome.failed(reason);
    }

    private void opened(Link link) {
      dialling.remove(to.address());
      if (!straight) {
        addresses.attempted(to.address(), outcome.counts());
        obstacles
            .passed()
            .ifPresent(
                gone -> LOG.info("there is a way again, after: {}", HiddenAddress.within(gone)));
      }
      Peer peer = connections.opened(link, type);
      if (peer == null) {
        outcome.failed("the node stops, the connection is gone, or it is banned");
      } else {
        // Behind a proxy its address only stands for the name.
        to.name().ifPresent(name -> peer.notes.add("known by its name alone: " + to));
        outcome.stands(peer);
      }
    }
  }

  /** What a way says to people, without the wrapping of a stage that depends on another. */
  private static String reason(Throwable failure) {
    Throwable root =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (root == null) {
      return "no way there";
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
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
