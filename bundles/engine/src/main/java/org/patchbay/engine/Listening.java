package org.patchbay.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.transport.Entrance;
import org.patchbay.api.transport.Forwarder;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.Transport.Endpoint;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening sockets, kept as the configuration wants them. Confined to the node loop, except
 * for {@link #events}.
 */
final class Listening implements Entrance {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final World world;
  private final Workers workers;
  private final Transport transport;
  private final Forwarders forwarders;
  private Function<HostPort, LinkEvents> greeter;
  private final Map<HostPort, Endpoint> endpoints = new LinkedHashMap<>();
  private Runnable changed = () -> {};
  private volatile boolean open;

  Listening(World world, Workers workers, Transport transport) {
    this.world = world;
    this.workers = workers;
    this.transport = transport;
    this.forwarders = new Forwarders(world);
  }

  /** Who makes peers of what comes in at an address; set once, when the engine is put together. */
  void greetBy(Function<HostPort, LinkEvents> newGreeter) {
    greeter = newGreeter;
  }

  /** Told whenever a socket was opened or closed. */
  void onChange(Runnable listener) {
    changed = listener;
  }

  /** From now on sockets follow the configuration. */
  void open() {
    open = true;
    follow();
  }

  /** Opens what is wanted and not open, closes what is open and not wanted. */
  void follow() {
    if (!open) {
      return;
    }
    world.binds = binds();
    List<HostPort> wanted = world.binds.stream().map(Bind::at).toList();
    List.copyOf(endpoints.keySet()).stream()
        .filter(each -> !wanted.contains(each))
        .forEach(this::close);
    wanted.stream().filter(each -> !endpoints.containsKey(each)).forEach(this::bind);
    forwarders.tell(onionDoor());
  }

  /**
   * Rule (§19.7): what the configuration names; and, where it names something and nothing for
   * onions, what those want who forward them.
   */
  private List<Bind> binds() {
    List<Bind> named = world.settings.listen();
    if (named.isEmpty() || named.stream().anyMatch(Bind::onion)) {
      return named;
    }
    return Stream.concat(named.stream(), forwarders.targets(named).stream()).toList();
  }

  private Optional<InetSocketAddress> onionDoor() {
    return doors().stream().filter(door -> door.bind().onion()).findFirst().map(Door::at);
  }

  /** Listens for somebody who forwards onions, and tells where. */
  void add(Forwarder forwarder, InetSocketAddress target) {
    forwarders.add(forwarder, target);
    follow();
  }

  void remove(Forwarder forwarder) {
    forwarders.remove(forwarder);
    follow();
  }

  void stop() {
    open = false;
    List.copyOf(endpoints.keySet()).forEach(this::close);
  }

  @Override
  public Optional<LinkEvents> events() {
    return open ? Optional.of(greeter.apply(null)) : Optional.empty();
  }

  @Override
  public boolean listens() {
    return !world.settings.listen().isEmpty();
  }

  private void close(HostPort at) {
    Endpoint endpoint = endpoints.remove(at);
    if (endpoint != null) {
      LOG.info("no longer listening on {}", endpoint.address());
      endpoint.close();
      changed();
    }
  }

  private void changed() {
    changed.run();
    forwarders.tell(onionDoor());
  }

  private void bind(HostPort at) {
    endpoints.put(at, null);
    workers.run(
        "listen",
        () -> transport.listen(at.literalAddress(), greeter.apply(at)),
        new Workers.Answer<Endpoint>() {
          @Override
          public void done(Endpoint endpoint) {
            if (open && endpoints.containsKey(at)) {
              endpoints.put(at, endpoint);
              LOG.info("listening on {}", endpoint.address());
              changed();
            } else {
              endpoint.close();
            }
          }

          @Override
          public void failed(Exception cause) {
            endpoints.remove(at);
            String why = cause instanceof IOException ? cause.getMessage() : cause.toString();
            LOG.error("not listening on {}: {}", at, why);
          }
        });
  }

  /** Whether we listen there ourselves. */
  boolean isOurs(NetworkAddress address) {
    return addresses().stream()
        .map(NetworkAddress::of)
        .map(world::classed)
        .anyMatch(address::equals);
  }

  /**
   * A socket that listens.
   *
   * @param bind what the configuration says of it
   * @param at where, with its real port
   */
  record Door(Bind bind, InetSocketAddress at) {}

  /** The sockets that listen now, in the order of the configuration. */
  List<Door> doors() {
    return world.binds.stream()
        .filter(bind -> endpoints.get(bind.at()) != null)
        .map(bind -> new Door(bind, endpoints.get(bind.at()).address()))
        .toList();
  }

  /** The first port at which others reach us; empty when nothing listens. */
  OptionalInt port() {
    List<Door> doors = doors();
    return doors.stream()
        .filter(door -> door.bind().told())
        .findFirst()
        .or(() -> doors.stream().findFirst())
        .map(door -> OptionalInt.of(door.at().getPort()))
        .orElse(OptionalInt.empty());
  }

  List<InetSocketAddress> addresses() {
    return endpoints.values().stream()
        .filter(java.util.Objects::nonNull)
        .map(Endpoint::address)
        .toList();
  }
}
