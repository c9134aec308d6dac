package org.patchbay.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.transport.Destination;
import org.patchbay.wire.NetworkAddress;

/**
 * Opens connections to hosts as operators write them. Confined to the node loop.
 *
 * <p>Rule (protocol-facts §9.3): of a name up to 256 addresses, in random order, are tried until
 * one stands; none when one of them is connected already.
 */
final class Hosts {
  private static final int MOST = 256;

  private final World world;
  private final Workers workers;
  private final Passages passages;
  private final Dialer dialer;

  Hosts(World world, Workers workers, Passages passages, Dialer dialer) {
    this.world = world;
    this.workers = workers;
    this.passages = passages;
    this.dialer = dialer;
  }

  /** Told how it went, and where it goes. */
  interface Outcome extends Dialer.Outcome {
    /** An address of the host is tried. */
    default void trying(NetworkAddress address) {}
  }

  /** Where a host is that nobody need look up; null for the others. */
  NetworkAddress known(HostPort at) {
    return at.literal() ? address(at.literalAddress()) : null;
  }

  void dial(HostPort at, ConnectionType type, Outcome outcome) {
    dial(at, type, true, outcome);
  }

  /**
   * The same.
   *
   * @param tryV2 whether the encrypted transport is tried first
   */
  void dial(HostPort at, ConnectionType type, boolean tryV2, Outcome outcome) {
    NetworkAddress known = known(at);
    if (known != null) {
      tryNext(new ArrayDeque<>(List.of(known)), type, tryV2, outcome);
      return;
    }
    if (at.ofPrivacyNetwork() || !passages.looksUp()) {
      unresolved(at, type, tryV2, outcome);
      return;
    }
    if (!world.settings.plan().lookups()) {
      outcome.failed(at.host() + " is not looked up: lookups of patchbay.engine is false");
      return;
    }
    workers.run(
        "names",
        () -> InetAddress.getAllByName(at.host()),
        new Workers.Answer<InetAddress[]>() {
          @Override
          public void done(InetAddress[] found) {
            resolved(found, at.port(), type, tryV2, outcome);
          }

          @Override
          public void failed(Exception cause) {
            boolean unknown = cause instanceof UnknownHostException;
            outcome.failed(unknown ? "unknown name " + at.host() : cause.toString());
          }
        });
  }

  /** A name that says all, or that only the proxy may look up. */
  private void unresolved(HostPort at, ConnectionType type, boolean tryV2, Outcome outcome) {
    try {
      Destination to =
          at.ofPrivacyNetwork()
              ? Destination.of(NetworkAddress.parse(at.toString()))
              : Destination.named(at.host(), at.port());
      outcome.trying(to.address());
      dialer.dial(to, type, tryV2, outcome);
    } catch (IllegalArgumentException flaw) {
      outcome.failed(flaw.getMessage());
    }
  }

  private void resolved(
      InetAddress[] found, int port, ConnectionType type, boolean tryV2, Outcome outcome) {
    List<NetworkAddress> all = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST, found.length); i++) {
      all.add(address(new InetSocketAddress(found[i], port)));
    }
    for (NetworkAddress each : all) {
      Peer there = dialer.connected(each);
      if (there != null) {
        outcome.trying(each);
        outcome.stands(there);
        return;
      }
    }
    for (int i = all.size() - 1; i > 0; i--) {
      Collections.swap(all, i, world.loop.random().nextInt(i + 1));
    }
    tryNext(new ArrayDeque<>(all), type, tryV2, outcome);
  }

  private NetworkAddress address(InetSocketAddress at) {
    return world.classed(NetworkAddress.of(at));
  }

  private void tryNext(
      Deque<NetworkAddress> left, ConnectionType type, boolean tryV2, Outcome outcome) {
    NetworkAddress address = left.remove();
    outcome.trying(address);
    dialer.dial(
        Destination.of(address),
        type,
        tryV2,
        new Dialer.Outcome() {
          @Override
          public void stands(Peer peer) {
            outcome.stands(peer);
          }

          @Override
          public void failed(String reason) {
            if (left.isEmpty()) {
              outcome.failed(reason);
            } else {
              tryNext(left, type, tryV2, outcome);
            }
          }
        });
  }
}
