package org.patchbay.engine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.Outlook;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Transport;
import org.patchbay.engine.plan.AnchorFile;
import org.patchbay.engine.plan.CandidateDraw;
import org.patchbay.engine.plan.Slots;
import org.patchbay.engine.plan.Trimming;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that we open, all kinds together: who is named, who is chosen, who goes
 * (protocol-facts §9, §10.5). Confined to the node loop.
 */
final class ConnectionPlan {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionPlan.class);
  private static final String ANCHORS = "anchors.txt";
  private static final Set<ConnectionType> AUTOMATIC =
      Set.of(ConnectionType.OUTBOUND_FULL_RELAY, ConnectionType.BLOCK_RELAY_ONLY);
  private static final CloseReason NOT_IN_ONLYNET =
      CloseReason.of(CloseReason.Code.TRIMMED, "onlynet leaves out its network");
  private static final long LOOK = TimeUnit.SECONDS.toNanos(45);

  private final World world;
  private final Workers workers;
  private final Addresses addresses;
  private final Connections connections;
  private final Gate gate;
  private final Listening listening;
  private final Headway headway;
  private final Passages passages;
  private final Dialer dialer;
  private final AddrFetch fetch;
  final Ways ways;
  final Hosts hosts;
  final ManualPlan manual;
  final AutomaticPlan automatic;
  private final AnchorFile anchors;
  private Slots slots;
  private boolean begun;
  private long lookedAt;
  private Optional<Outlook> told = Optional.empty();

  ConnectionPlan(
      World world,
      Workers workers,
      Transport transport,
      Addresses addresses,
      Connections connections,
      Gate gate,
      Listening listening) {
    this.world = world;
    this.workers = workers;
    this.addresses = addresses;
    this.connections = connections;
    this.gate = gate;
    this.listening = listening;
    this.headway = new Headway(world);
    this.ways = new Ways(world);
    this.passages = new Passages(world, transport, ways);
    this.dialer = new Dialer(world, transport, passages, connections, addresses);
    this.hosts = new Hosts(world, workers, passages, dialer);
    this.fetch = new AddrFetch(world, addresses, hosts);
    this.manual = new ManualPlan(world, hosts);
    this.automatic =
        new AutomaticPlan(world, addresses, dialer, fetch, new Here(), headway, this::reachable);
    this.slots = automatic.slots();
    this.anchors = new AnchorFile(world.environment.dataFolder().resolve(ANCHORS));
    this.lookedAt = world.now();
  }

  /** Reads the anchors; nobody is chosen before. */
  void begin() {
    workers.run(
        "anchors",
        anchors::take,
        new Workers.Answer<List<AddressEntry>>() {
          @Override
          public void done(List<AddressEntry> taken) {
            automatic.anchors(taken);
            begun = true;
          }

          @Override
          public void failed(Exception cause) {
            LOG.warn("{}", cause.getMessage());
            begun = true;
          }
        });
  }

  /** The block-relay-only peers with whom the next run is to begin. */
  List<AddressEntry> anchors() {
    return world.peers.outbound().stream()
        .filter(peer -> peer.open() && peer.handshaken)
        .filter(peer -> peer.type() == ConnectionType.BLOCK_RELAY_ONLY)
        .map(peer -> new AddressEntry(0, peer.services(), peer.address()))
        .toList();
  }

  /** Writes the anchors, on the caller's thread. */
  void write(List<AddressEntry> current) {
    if (current.isEmpty()) {
      return;
    }
    try {
      anchors.write(current);
    } catch (IOException cause) {
      LOG.warn("{}", cause.getMessage());
    }
  }

  void bind(Chain chain) {
    headway.bind(chain);
  }

  void unbind(Chain chain) {
    headway.unbind(chain);
  }

  /** Another address book is there. */
  void bind(AddressBook book) {
    addresses.bind(book);
    told = Optional.empty();
    tell();
  }

  /** Tells the book what has changed of what it asks for. */
  private void tell() {
    boolean seedNodes = !world.settings.plan().seedNodes().isEmpty();
    Outlook now = new Outlook(reachable(), passages.looksUp(), seedNodes, automatic.standing());
    if (told.filter(now::equals).isEmpty()) {
      if (told.filter(before -> !before.reachable().equals(now.reachable())).isPresent()) {
        LOG.info("connections are opened into {}", labels(now.reachable()));
      }
      told = Optional.of(now);
      addresses.outlook(now);
    }
  }

  private static String labels(Set<NetworkClass> networks) {
    return networks.isEmpty()
        ? "no network"
        : networks.stream().sorted().map(NetworkClass::label).collect(Collectors.joining(", "));
  }

  /** Opens what is missing and due; twice a second. */
  void tick(long now) {
    tell();
    manual.tick(now);
    if (begun) {
      automatic.tick(now);
    }
    if (now - lookedAt >= LOOK) {
      lookedAt = now;
      look(now);
    }
  }

  /** Every 45 seconds (§9.6, §10.5). */
  private void look(long now) {
    drop(gate.tooMany(ConnectionType.BLOCK_RELAY_ONLY, slots.blockRelay(), now));
    if (drop(gate.tooMany(ConnectionType.OUTBOUND_FULL_RELAY, slots.fullRelay(), now))) {
      automatic.stale.answered();
    }
    boolean fetching = world.peers.all().stream().anyMatch(Peer::downloading);
    gate.evictSurplus(now);
    automatic.stale.look(headway.movedAt(), fetching, now);
  }

  /**
   * The configuration is another one: where it has other slots those too many go at once, and so do
   * automatic peers in networks that it leaves out.
   */
  void follow() {
    leave();
    if (!slots.equals(automatic.slots())) {
      slots = automatic.slots();
      trim(ConnectionType.OUTBOUND_FULL_RELAY, slots.fullRelay());
      trim(ConnectionType.BLOCK_RELAY_ONLY, slots.blockRelay());
    }
    manual.surplus().forEach(this::drop);
    gate.evictSurplus(world.now());
    fetch.follow();
    tell();
  }

  /** What a restart would not open does not stay open either. */
  private void leave() {
    Set<NetworkClass> only = world.settings.plan().onlyNetworks();
    List.copyOf(world.peers.outbound()).stream()
        .filter(peer -> AUTOMATIC.contains(peer.type()))
        .filter(peer -> !only.isEmpty() && !only.contains(peer.network()))
        .forEach(peer -> connections.close(peer.id(), NOT_IN_ONLYNET));
  }

  private void trim(ConnectionType type, int wanted) {
    while (drop(Trimming.atOnce(world.peers.outbound(), type, wanted))) {
      // One more went.
    }
  }

  private boolean drop(Optional<PeerView> peer) {
    peer.ifPresent(this::drop);
    return peer.isPresent();
  }

  private void drop(PeerView peer) {
    String detail = "more " + peer.type().label() + " peers than wanted";
    connections.close(peer.id(), CloseReason.of(CloseReason.Code.TRIMMED, detail));
  }

  /** A peer is gone. */
  void ended(Peer peer) {
    boolean tells = peer.type().outbound() && peer.type() != ConnectionType.BLOCK_RELAY_ONLY;
    if (peer.handshaken && tells) {
      addresses.connected(peer.address());
    }
    manual.ended(peer, world.now());
  }

  /** Opens a manual connection; answers its id. */
  CompletionStage<Long> connect(NetworkAddress address) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    world.loop.execute(
        () ->
            dialer.dial(
                Destination.of(world.classed(address)),
                ConnectionType.MANUAL,
                true,
                new Dialer.Outcome() {
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

  /** Networks that automatic connections go to (§9.8). */
  Set<NetworkClass> reachable() {
    Set<NetworkClass> only = world.settings.plan().onlyNetworks();
    Set<NetworkClass> reachable = passages.reachable();
    if (!only.isEmpty()) {
      reachable.retainAll(only);
    }
    return reachable;
  }

  /** What the draw asks. */
  private final class Here implements CandidateDraw.Standpoint {
    /** On regtest every address but loopback is somebody's test. */
    @Override
    public boolean dialable(NetworkAddress address) {
      boolean ours = world.environment.network() != Network.REGTEST || address.isLocal();
      return ours && addresses.routable(address) && !listening.isOurs(address);
    }

    @Override
    public boolean openable(NetworkAddress address) {
      return !gate.banned(address)
          && !gate.discouraged(address)
          && !dialer.busyHost(address)
          && !automatic.opens(address);
    }

    @Override
    public boolean connected(NetworkAddress address) {
      return dialer.connected(address) != null;
    }

    @Override
    public boolean named(NetworkAddress address) {
      return manual.names(address);
    }

    @Override
    public boolean nearTip() {
      return headway.nearTip();
    }
  }
}
