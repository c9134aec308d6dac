package org.patchbay.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.transport.Entrance;
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
  private final Connections connections;
  private final Map<HostPort, Endpoint> endpoints = new LinkedHashMap<>();
  private volatile boolean open;

  Listening(World world, Workers workers, Transport transport, Connections connections) {
    this.world = world;
    this.workers = workers;
    this.transport = transport;
    this.connections = connections;
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
    List<HostPort> wanted = world.settings.listen().stream().map(Bind::at).toList();
    List.copyOf(endpoints.keySet()).stream()
        .filter(each -> !wanted.contains(each))
        .forEach(this::close);
    wanted.stream().filter(each -> !endpoints.containsKey(each)).forEach(this::bind);
  }

  void stop() {
    open = false;
    List.copyOf(endpoints.keySet()).forEach(this::close);
  }

  @Override
  public Optional<LinkEvents> events() {
    return open ? Optional.of(connections.inboundEvents(null)) : Optional.empty();
  }

  private void close(HostPort at) {
    Endpoint endpoint = endpoints.remove(at);
    if (endpoint != null) {
      LOG.info("no longer listening on {}", endpoint.address());
      endpoint.close();
    }
  }

  private void bind(HostPort at) {
    endpoints.put(at, null);
    workers.run(
        "listen",
        () -> transport.listen(at.literalAddress(), connections.inboundEvents(at)),
        new Workers.Answer<Endpoint>() {
          @Override
          public void done(Endpoint endpoint) {
            if (open && endpoints.containsKey(at)) {
              endpoints.put(at, endpoint);
              LOG.info("listening on {}", endpoint.address());
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
    return addresses().stream().map(NetworkAddress::of).anyMatch(address::equals);
  }

  List<InetSocketAddress> addresses() {
    return endpoints.values().stream()
        .filter(java.util.Objects::nonNull)
        .map(Endpoint::address)
        .toList();
  }
}
