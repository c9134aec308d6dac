package org.patchbay.engine;

import java.net.SocketAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Passage;
import org.patchbay.api.transport.Transport;
import org.patchbay.wire.NetworkClass;

/**
 * How a destination is reached: through the operator's proxy for its network, else by a way that
 * another bundle offers into it, else straight (protocol-facts §9.8, §19.2, §19.5). Confined to the
 * node loop.
 *
 * <p>Rule: with a proxy for IPv4 and IPv6 nothing goes there without it, and names are told to it
 * and never looked up here. Why: one look-up or one socket beside it tells who runs the node.
 */
final class Passages {
  private final World world;
  private final Transport transport;
  private final Ways ways;

  Passages(World world, Transport transport, Ways ways) {
    this.world = world;
    this.transport = transport;
    this.ways = ways;
  }

  /**
   * A way there.
   *
   * @param straight whether nobody stands in between
   */
  record Route(CompletionStage<Passage> passage, boolean straight) {}

  /** Networks that can be dialled. */
  Set<NetworkClass> reachable() {
    Set<NetworkClass> reachable = EnumSet.of(NetworkClass.IPV4, NetworkClass.IPV6);
    if (proxies().forOnion().isPresent()) {
      reachable.add(NetworkClass.ONION);
    }
    if (world.settings.plan().cjdns()) {
      reachable.add(NetworkClass.CJDNS);
    }
    reachable.addAll(ways.networks());
    return reachable;
  }

  /** Whether names may be looked up by the system. */
  boolean looksUp() {
    return proxies().all().isEmpty();
  }

  /** The way there; empty when there is none. What it promises may still fail. */
  Optional<Route> to(Destination destination) {
    return proxy(destination)
        .map(proxy -> transport.socks(proxy, proxies().isolated(), destination))
        .map(passage -> new Route(CompletableFuture.completedFuture(passage), false))
        .or(() -> way(destination).map(passage -> new Route(passage, false)))
        .or(() -> direct(destination).map(passage -> new Route(passage, true)));
  }

  private Optional<CompletionStage<Passage>> way(Destination to) {
    return to.name().isPresent() ? Optional.empty() : ways.passage(to.address().networkClass(), to);
  }

  private static Optional<CompletionStage<Passage>> direct(Destination to) {
    return to.address()
        .toSocketAddress()
        .map(address -> CompletableFuture.completedFuture(Passage.direct(address)));
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
