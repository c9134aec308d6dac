package org.patchbay.engine;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.patchbay.api.local.LocalAddresses.Claim;
import org.patchbay.api.local.LocalAddresses.Origin;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Workers;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims the addresses that the engine itself knows of, as configuration and sockets are now
 * (protocol-facts §19.1). Confined to the node loop.
 *
 * <p>Rule: those that the operator names; and, where addresses are to be discovered, those that a
 * socket is bound to, and those of all interfaces where one is bound to any address. Loopback and
 * other addresses that cannot be reached from elsewhere are none, nor is where friends or Tor come
 * in.
 */
final class Whereabouts {
  private static final Logger LOG = LoggerFactory.getLogger(Whereabouts.class);
  private static final Duration LOOK = Duration.ofMinutes(5);

  private final World world;
  private final Workers workers;
  private final OwnAddresses own;
  private final Listening listening;
  private final Callable<List<InetAddress>> interfaces;
  private final OwnNames names;
  private final Map<Place, Claim> claims = new LinkedHashMap<>();
  private List<InetAddress> machine = List.of();
  private Cancellable next = () -> {};
  private boolean begun;

  private record Place(NetworkAddress address, Origin origin) {}

  Whereabouts(
      World world,
      Workers workers,
      OwnAddresses own,
      Listening listening,
      Callable<List<InetAddress>> interfaces) {
    this.world = world;
    this.workers = workers;
    this.own = own;
    this.listening = listening;
    this.interfaces = interfaces;
    this.names = new OwnNames(workers, InetAddress::getAllByName);
    listening.onChange(this::follow);
  }

  void begin() {
    begun = true;
    follow();
  }

  void stop() {
    begun = false;
    next.cancel();
    claims.values().forEach(Claim::close);
    claims.clear();
    own.situation(situation(OptionalInt.empty()));
  }

  /** The configuration or a socket is another one. */
  void follow() {
    if (!begun) {
      return;
    }
    own.situation(situation(mappable()));
    claim();
    next.cancel();
    boolean discover =
        world.settings.own().discover() && doors().stream().anyMatch(door -> door.bind().any());
    List<HostPort> named = named();
    if (discover) {
      look();
    }
    names.look(named, this::claim);
    if (discover || !named.isEmpty()) {
      next = world.loop.after(LOOK, this::follow);
    }
  }

  /** Behind a proxy no name is looked up: whoever is asked would know who runs the node. */
  private List<HostPort> named() {
    List<HostPort> named = world.settings.own().names();
    if (world.settings.proxies().all().isEmpty()) {
      return named;
    }
    named.forEach(each -> LOG.warn("external: {} is not looked up, since proxy is set", each));
    return List.of();
  }

  private OwnAddresses.Situation situation(OptionalInt port) {
    EngineSettings settings = world.settings;
    return new OwnAddresses.Situation(
        settings.own().discover(),
        settings.plan().onlyNetworks(),
        port,
        settings.proxies().all().isPresent());
  }

  private List<Listening.Door> doors() {
    return listening.doors().stream().filter(door -> door.bind().told()).toList();
  }

  private OptionalInt mappable() {
    return doors().stream()
        .filter(door -> !door.at().getAddress().isLoopbackAddress())
        .mapToInt(door -> door.at().getPort())
        .findFirst();
  }

  private void look() {
    workers.run(
        "interfaces",
        interfaces,
        new Workers.Answer<List<InetAddress>>() {
          @Override
          public void done(List<InetAddress> found) {
            if (begun) {
              machine = found;
              claim();
            }
          }

          @Override
          public void failed(Exception cause) {
            LOG.warn("the addresses of this machine cannot be read: {}", cause.toString());
          }
        });
  }

  /** Closes claims that are not wanted any more, and claims what is new. */
  private void claim() {
    if (!begun) {
      return;
    }
    List<Place> wanted = wanted();
    claims.entrySet().removeIf(each -> dropped(each, wanted));
    for (Place place : wanted) {
      claims.computeIfAbsent(
          place,
          each -> {
            LOG.info("others reach this node at {} ({})", each.address(), label(each.origin()));
            return own.claim(each.address(), each.origin());
          });
    }
  }

  private static boolean dropped(Map.Entry<Place, Claim> claim, List<Place> wanted) {
    boolean drop = !wanted.contains(claim.getKey());
    if (drop) {
      claim.getValue().close();
    }
    return drop;
  }

  private static String label(Origin origin) {
    return origin == Origin.MANUAL ? "as configured" : "an address of this machine";
  }

  private List<Place> wanted() {
    List<Place> wanted = new ArrayList<>();
    OptionalInt port = listening.port();
    List<NetworkAddress> external = new ArrayList<>(world.settings.own().addresses());
    external.addAll(names.addresses());
    for (NetworkAddress each : external) {
      if (each.port() != 0 || each.network() == NetworkClass.I2P) {
        wanted.add(new Place(each, Origin.MANUAL));
      } else if (port.isPresent()) {
        wanted.add(new Place(each.withPort(port.getAsInt()), Origin.MANUAL));
      }
    }
    if (world.settings.own().discover()) {
      doors().forEach(door -> discover(door, wanted));
    }
    return wanted;
  }

  private void discover(Listening.Door door, List<Place> wanted) {
    if (!door.bind().any()) {
      add(NetworkAddress.of(door.at()), Origin.BOUND, wanted);
      return;
    }
    // A socket bound to :: takes both families.
    boolean both =
        !(door.at().getAddress() instanceof Inet4Address
            && door.bind().at().literalAddress().getAddress() instanceof Inet4Address);
    for (InetAddress each : machine) {
      if (both || each instanceof Inet4Address) {
        InetSocketAddress at = new InetSocketAddress(each, door.at().getPort());
        add(NetworkAddress.of(at), Origin.INTERFACE, wanted);
      }
    }
  }

  private void add(NetworkAddress found, Origin origin, List<Place> wanted) {
    NetworkAddress address = world.classed(found);
    if (address.isRoutable()) {
      wanted.add(new Place(address, origin));
    }
  }
}
