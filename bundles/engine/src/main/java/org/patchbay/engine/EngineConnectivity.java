package org.patchbay.engine;

import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.patchbay.api.node.Connectivity;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Figure;
import org.patchbay.api.peer.PeerDetail;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.message.Unknown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator sees of the network and does by hand. Thread-safe: it asks the node loop. */
final class EngineConnectivity implements Connectivity {
  private static final Logger LOG = LoggerFactory.getLogger(EngineConnectivity.class);

  private final World world;
  private final Asking asking;
  private final Sessions sessions;
  private final Connections connections;
  private final ConnectionPlan plan;
  private final Outboxes outboxes;

  EngineConnectivity(
      World world,
      Asking asking,
      Sessions sessions,
      Connections connections,
      ConnectionPlan plan,
      Outboxes outboxes) {
    this.world = world;
    this.asking = asking;
    this.sessions = sessions;
    this.connections = connections;
    this.plan = plan;
    this.outboxes = outboxes;
  }

  @Override
  public Standing standing() {
    return asking.answer(
        () ->
            new Standing(
                world.active,
                sessions.services(),
                sessions.userAgent(),
                sessions.relays(),
                sessions.encrypts(),
                networks()));
  }

  private List<Reach> networks() {
    Set<NetworkClass> reachable = plan.reachable();
    EngineSettings.Proxies proxies = world.settings.proxies();
    return Stream.of(
            NetworkClass.IPV4,
            NetworkClass.IPV6,
            NetworkClass.ONION,
            NetworkClass.I2P,
            NetworkClass.CJDNS)
        .map(
            network -> {
              Optional<SocketAddress> proxy =
                  switch (network) {
                    case ONION -> proxies.forOnion();
                    case I2P -> Optional.empty();
                    default -> proxies.all();
                  };
              return new Reach(
                  network,
                  reachable.contains(network),
                  proxy.map(ProxyAddress::text).orElse(""),
                  proxy.isPresent() && proxies.isolated());
            })
        .toList();
  }

  @Override
  public List<PeerDetail> details() {
    return asking.each(world.peers::copy, this::detail).stream().filter(Objects::nonNull).toList();
  }

  @Override
  public Map<String, Long> named() {
    return asking.answer(plan.manual::standing);
  }

  /** Null for one that has gone since. */
  private PeerDetail detail(Peer peer) {
    if (world.peers.byId(peer.id()) != peer) {
      return null;
    }
    Told told = new Told();
    for (Conversation conversation : peer.conversations) {
      conversation.describe(told);
    }
    if (peer.hearer != null) {
      told.figure(Figure.FEE_FILTER, peer.hearer.feeFilter);
    }
    told.figure(
        Figure.INV_TO_SEND, peer.hearer == null ? 0 : peer.hearer.group.unheard(peer.hearer));
    return new PeerDetail(
        peer.snapshot(),
        Optional.ofNullable(peer.link.local()),
        peer.profile.seesUsAs(),
        told.figures(),
        told.inFlight());
  }

  @Override
  public CompletionStage<Void> activate(boolean on) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    world.loop.execute(
        () -> {
          if (world.active != on) {
            LOG.info("the network is switched {}", on ? "on" : "off");
            world.active = on;
          }
          if (!on) {
            connections.closeAll(Connections.SWITCHED_OFF);
          }
          done.complete(null);
        });
    return done;
  }

  @Override
  public CompletionStage<Long> open(String at, ConnectionType type, boolean tryV2) {
    HostPort host = HostPort.parse(at, world.environment.network().port());
    CompletableFuture<Long> answer = new CompletableFuture<>();
    world.loop.execute(
        () ->
            plan.hosts.dial(
                host,
                type,
                tryV2,
                new Hosts.Outcome() {
                  @Override
                  public void stands(Peer peer) {
                    answer.complete(peer.id());
                  }

                  @Override
                  public void failed(String reason) {
                    answer.completeExceptionally(new IllegalStateException(reason));
                  }
                }));
    return answer;
  }

  @Override
  public CompletionStage<Boolean> send(long id, String command, byte[] payload) {
    Unknown message = new Unknown(command, payload);
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    world.loop.execute(
        () -> {
          Peer peer = world.peers.byId(id);
          boolean there = peer != null && peer.open();
          if (there) {
            outboxes.send(peer, message);
          }
          answer.complete(there);
        });
    return answer;
  }
}
