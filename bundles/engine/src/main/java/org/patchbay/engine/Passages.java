package org.patchbay.engine;

import java.net.SocketAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Passage;
import org.patchbay.api.transport.Transport;
import org.patchbay.wire.NetworkClass;

/**
 * How a destination is reached, straight or through a proxy (protocol-facts §9.8, §19.2). Confined
 * to the node loop.
 *
 * <p>Rule: with a proxy for IPv4 and IPv6 nothing goes there without it, and names are told to it
 * and never looked up here. Why: one look-up or one socket beside it tells who runs the node.
 */
final class Passages {
  private final World world;
  private final Transport transport;

  Passages(World world, Transport transport) {
    this.world = world;
    this.transport = transport;
  }

  /** Networks that can be dialled. */
  Set<NetworkClass> reachable() {
    Set<NetworkClass> reachable = EnumSet.of(NetworkClass.IPV4, NetworkClass.IPV6);
    if (proxies().forOnion().isPresent()) {
      reachable.add(NetworkClass.ONION);
    }
    return reachable;
  }

  /** Whether names may be looked up by the system. */
  boolean looksUp() {
    return proxies().all().isEmpty();
  }

  /** The way there; empty when there is none. */
  Optional<Passage> to(Destination destination) {
    return proxy(destination)
        .map(proxy -> transport.socks(proxy, proxies().isolated(), destination))
        .or(() -> destination.address().toSocketAddress().map(Passage::direct));
  }

  /** Whether no proxy stands in between. */
  boolean straight(Destination destination) {
    return proxy(destination).isEmpty();
  }

  /** A host of our own network is not the proxy's to reach; I2P has no such proxies. */
  private Optional<SocketAddress> proxy(Destination to) {
    if (to.name().isPresent()) {
      return proxies().all();
    }
    return switch (to.address().networkClass()) {
      case ONION -> proxies().forOnion();
      case IPV4, IPV6, CJDNS -> proxies().all();
      default -> Optional.empty();
    };
  }

  private EngineSettings.Proxies proxies() {
    return world.settings.proxies();
  }
}
