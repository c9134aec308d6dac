package org.patchbay.engine;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.patchbay.api.transport.Forwarder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those for whom we listen because an onion service leads here, each call of them guarded. Confined
 * to the node loop.
 */
final class Forwarders {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarders.class);

  private final World world;
  private final Map<Forwarder, Client> clients = new LinkedHashMap<>();

  private static final class Client {
    final Bind target;
    Optional<InetSocketAddress> told;

    Client(Bind target) {
      this.target = target;
    }
  }

  Forwarders(World world) {
    this.world = world;
  }

  void add(Forwarder forwarder, InetSocketAddress target) {
    HostPort at = new HostPort(target.getAddress().getHostAddress(), target.getPort());
    clients.put(forwarder, new Client(new Bind(at, Set.of(), true)));
  }

  void remove(Forwarder forwarder) {
    clients.remove(forwarder);
  }

  /**
   * Where they want us to listen: on the port after that of the configuration (§19.7), where that
   * names one.
   */
  List<Bind> targets(List<Bind> named) {
    OptionalInt port =
        named.stream().mapToInt(bind -> bind.at().port()).filter(each -> each > 0).findFirst();
    return clients.values().stream().map(each -> after(port, each.target)).toList();
  }

  private static Bind after(OptionalInt port, Bind target) {
    if (port.isEmpty() || port.getAsInt() == 0xFFFF) {
      return target;
    }
    HostPort at = new HostPort(target.at().host(), port.getAsInt() + 1);
    return new Bind(at, target.permissions(), target.onion());
  }

  /** Tells where it is, whom that is news to. */
  void tell(Optional<InetSocketAddress> at) {
    for (Map.Entry<Forwarder, Client> each : List.copyOf(clients.entrySet())) {
      if (!at.equals(each.getValue().told)) {
        each.getValue().told = at;
        tell(each.getKey(), at);
      }
    }
  }

  private void tell(Forwarder forwarder, Optional<InetSocketAddress> at) {
    Throwable failure = null;
    long ticket = world.watch.enter(where -> dismiss(forwarder, where));
    try {
      forwarder.listening(at);
    } catch (Throwable thrown) {
      failure = thrown;
    }
    world.watch.exit(ticket);
    if (failure != null) {
      LOG.warn("{} failed", forwarder.getClass().getName(), failure);
    }
  }

  private void dismiss(Forwarder forwarder, String where) {
    LOG.error("{} did not return and is left alone: {}", forwarder.getClass().getName(), where);
    clients.remove(forwarder);
  }
}
