package org.patchbay.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.bans.BanList;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.node.Connectivity;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Footing;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.node.Targets;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.record.Proceedings;
import org.patchbay.api.relay.Relay;
import org.patchbay.api.remedy.Levers;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.transport.Entrance;
import org.patchbay.api.transport.Forwarder;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.Way;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * A running node, put together by constructors. Every method may be called from any thread: it
 * hands over to the node loop, and those that answer wait for it.
 */
public final class Engine implements Node {
  private static final Duration DIALLING = Duration.ofMillis(500);

  private final World world;
  private final Policies policies;
  private final Sessions sessions;
  private final Announcer announcer;
  private final Levers levers;
  private final Connections connections;
  private final Listening listening;
  private final Whereabouts whereabouts;
  private final Addresses addresses;
  private final Outcasts outcasts;
  private final Sweeper sweeper;
  private final ConnectionPlan plan;
  private final Footings footings;
  private final Readiness readiness;
  private final Asking asking;
  private final Proceedings proceedings;
  private final Connectivity connectivity;

  /** A node that does nothing until {@link #start}, and looks for no address of its machine. */
  public Engine(
      Loop loop,
      Workers workers,
      Environment environment,
      Transport transport,
      EngineSettings settings) {
    this(loop, workers, environment, transport, settings, new OwnAddresses(), List::of);
  }

  /**
   * A node that does nothing until {@link #start}.
   *
   * @param interfaces addresses that this machine has now; asked on a worker thread
   */
  public Engine(
      Loop loop,
      Workers workers,
      Environment environment,
      Transport transport,
      EngineSettings settings,
      OwnAddresses own,
      Callable<List<InetAddress>> interfaces) {
    world = new World(loop, environment, settings);
    asking = new Asking(loop);
    policies = new Policies(world);
    policies.configure(settings);
    proceedings = new EngineProceedings(world, policies, asking);
    Closer closer = new Closer(world);
    addresses = new Addresses(world);
    outcasts = new Outcasts(world, addresses);
    Verdicts verdicts = new Verdicts(world, policies, closer, outcasts.discouraged);
    Outboxes outboxes = new Outboxes(world);
    Calls calls = new Calls(world, closer);
    sessions = new Sessions(world, calls, closer, outboxes, new Absences(world));
    sessions.encryptedWhen(transport::speaksV2);
    FactQueue facts = new FactQueue(world, policies, verdicts, sessions::established);
    calls.reportTo(facts);
    sessions.reportTo(facts);
    announcer = new Announcer(world, policies, outboxes);
    sessions.announceWith(announcer);
    sessions.shunning(outcasts::shunned);
    listening = new Listening(world, workers, transport);
    whereabouts = new Whereabouts(world, workers, own, listening, interfaces);
    Introductions introductions = new Introductions(world, own, listening);
    sessions.introducing(introductions::to);
    Greeting greeting = new Greeting(world, policies, closer, addresses, introductions);
    Walk walk = new Walk(world, policies, verdicts, calls, sessions, greeting, closer);
    Rounds rounds = new Rounds(world, walk, announcer, outboxes, calls, closer);
    Gate gate = new Gate(world, policies, verdicts, sessions, outcasts);
    connections =
        new Connections(world, gate, sessions, closer, calls, policies, rounds, addresses);
    listening.greetBy(connections::inboundEvents);
    plan = new ConnectionPlan(world, workers, transport, addresses, connections, gate, listening);
    connectivity = new EngineConnectivity(world, asking, sessions, connections, plan, outboxes);
    footings = new Footings(world, gate, policies, plan.manual::names);
    sweeper = new Sweeper(world, closer, calls, new Standing(world, policies, verdicts));
    levers = new Remedies(world, policies, plan.automatic, this::dialling);
    readiness = new Readiness(world, policies, sessions, this::begin);
    connections.onEnd((peer, reason) -> plan.ended(peer));
  }

  /** Begins: listens and dials as soon as it has what it needs for it. */
  public void start() {
    start(Duration.ZERO);
  }

  /**
   * As {@link #start()}, but not before it stood and no protocol came for a while. What is relayed
   * and served is said once, in the version message: protocols that stand on the engine's own
   * services, or that are made last, would be too late for peers dialled at once.
   *
   * @param quiet how long that is
   */
  public void start(Duration quiet) {
    world.loop.execute(
        () -> {
          sweeper.start();
          plan.begin();
          readiness.start(quiet);
        });
  }

  /** Tells whether there is a codec; nothing begins before. */
  public void codec(boolean there) {
    world.loop.execute(() -> readiness.codec(there));
  }

  /** Nothing begins before it is known who is banned, or patience is over. */
  public void awaitBans() {
    world.loop.execute(() -> readiness.bans(false));
  }

  /** Binds the ban list. */
  public void add(BanList list) {
    world.loop.execute(() -> outcasts.follow(list, this::banned));
  }

  /** Unbinds the ban list; what it said last holds. */
  public void remove(BanList list) {
    asking.done(() -> outcasts.unfollow(list));
  }

  private void banned() {
    connections.closeBanned();
    readiness.bans(true);
  }

  /** Ends every connection with {@link CloseReason.Code#SHUTDOWN} and stops. */
  public void stop() {
    plan.write(
        asking.answer(
            () -> {
              policies.stop();
              List<AddressEntry> anchors = plan.anchors();
              readiness.stop();
              sweeper.stop();
              listening.stop();
              whereabouts.stop();
              connections.stop();
              return anchors;
            }));
  }

  /** Takes a changed configuration. */
  public void configure(EngineSettings settings) {
    world.loop.execute(
        () -> {
          EngineSettings before = world.settings;
          world.settings = settings;
          policies.configure(settings);
          readiness.configured();
          if (readiness.ready()) {
            listening.follow();
            whereabouts.follow();
          }
          if (!settings.allowsAs(before)) {
            connections.follow();
          }
          plan.follow();
          readiness.check();
        });
  }

  private void begin() {
    whereabouts.begin();
    listening.open();
    dial();
  }

  private void dial() {
    if (readiness.going()) {
      world.loop.after(DIALLING, this::dial);
      world.loop.execute(this::dialDue);
    }
  }

  private boolean dialling() {
    return readiness.going() && world.active && sessions.canGreet();
  }

  private void dialDue() {
    if (dialling()) {
      plan.tick(world.now());
    }
  }

  /** Binds a protocol. */
  public void add(Protocol protocol) {
    world.loop.execute(
        () -> {
          sessions.add(protocol);
          readiness.unsettled();
        });
  }

  /** Unbinds a protocol; its conversations have ended when this returns. */
  public void remove(Protocol protocol) {
    asking.done(() -> sessions.remove(protocol));
  }

  /** Binds somebody who names targets. */
  public void add(Targets targets) {
    world.loop.execute(
        () -> {
          plan.manual.add(targets);
          if (readiness.ready()) {
            dialDue();
          }
        });
  }

  /** Unbinds somebody who names targets. */
  public void remove(Targets targets) {
    asking.done(() -> plan.manual.remove(targets));
  }

  /** Binds a way into a network. */
  public void add(Way way) {
    NetworkClass network = way.network();
    world.loop.execute(() -> plan.ways.add(way, network));
  }

  /** Unbinds a way into a network; no call is inside it, or will be, when this returns. */
  public void remove(Way way) {
    asking.done(() -> plan.ways.remove(way));
  }

  /** Binds somebody who forwards what comes in for an onion service. */
  public void add(Forwarder forwarder) {
    InetSocketAddress target = forwarder.target();
    world.loop.execute(() -> listening.add(forwarder, target));
  }

  /** Unbinds such a one; no call is inside it, or will be, when this returns. */
  public void remove(Forwarder forwarder) {
    asking.done(() -> listening.remove(forwarder));
  }

  /** Binds the address book. */
  public void add(AddressBook book) {
    world.loop.execute(() -> plan.bind(book));
  }

  /** Unbinds the address book. */
  public void remove(AddressBook book) {
    asking.done(() -> addresses.unbind(book));
  }

  /** Binds the chain of headers. */
  public void add(Chain chain) {
    world.loop.execute(() -> plan.bind(chain));
  }

  /** Unbinds the chain of headers. */
  public void remove(Chain chain) {
    asking.done(() -> plan.unbind(chain));
  }

  /**
   * Binds a policy to its slot.
   *
   * @param name its {@code policy.name}
   */
  public <P> void add(Class<P> kind, P policy, String name, int ranking, long serviceId) {
    world.loop.execute(
        () -> {
          policies.slot(kind).add(policy, name, ranking, serviceId);
          readiness.check();
        });
  }

  /**
   * Unbinds a policy; no call is inside it, or will be, when this returns, or two seconds later.
   */
  public <P> void remove(Class<P> kind, P policy) {
    CompletableFuture<Void> quiet = asking.answer(() -> policies.slot(kind).remove(policy));
    if (!world.loop.inLoop()) {
      Asking.within(quiet, "the shadow " + policy);
    }
  }

  /** Binds an observer. */
  public void add(Observer observer) {
    world.loop.execute(() -> world.observers.add(observer, world.settings.guard()));
  }

  /** Unbinds an observer; no call is inside it, or will be, when this returns. */
  public void remove(Observer observer) {
    asking.done(() -> world.observers.remove(observer));
  }

  /** Who is told of what. Confined to the node loop. */
  public Relay relay() {
    return announcer;
  }

  /** Where those come in who need no listening socket. From any thread. */
  public Entrance entrance() {
    return listening;
  }

  /** What goes on here, for others. From any thread. */
  public Proceedings proceedings() {
    return proceedings;
  }

  /** What remedies may do to the node. From any thread. */
  public Levers levers() {
    return levers;
  }

  @Override
  public List<PeerView> peers() {
    return asking.each(world.peers::copy, Peer::snapshot);
  }

  @Override
  public Optional<PeerView> peer(long id) {
    return asking.answer(() -> Optional.ofNullable(world.peers.byId(id)).map(Peer::snapshot));
  }

  @Override
  public Optional<Footing> footing(long id) {
    return asking.answer(() -> footings.of(id));
  }

  @Override
  public List<Node.Ended> ended() {
    return asking.answer(() -> connections.endings.last());
  }

  @Override
  public Map<CloseReason.Code, Long> endedByReason() {
    return asking.answer(() -> connections.endings.counts());
  }

  @Override
  public CompletionStage<Long> connect(NetworkAddress address) {
    return plan.connect(address);
  }

  @Override
  public CompletionStage<Boolean> drop(long id, String detail) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    world.loop.execute(
        () ->
            answer.complete(
                connections.close(id, CloseReason.of(CloseReason.Code.OPERATOR, detail))));
    return answer;
  }

  @Override
  public List<Node.Slot> slots() {
    return asking.answer(
        () -> policies.all().stream().<Node.Slot>map(PolicySlot::snapshot).toList());
  }

  @Override
  public List<Shadow> shadows() {
    List<Supplier<ShadowSnapshot>> trials = asking.answer(() -> policies.trials());
    return trials.stream().<Shadow>map(Supplier::get).toList();
  }

  @Override
  public Node.Totals totals() {
    return asking.answer(() -> NodeTotals.of(world, connections.endings, world.now()));
  }

  @Override
  public Node.Slots limits() {
    return asking.answer(
        () -> new Node.Slots(world.settings.outbound(), world.settings.maxInbound()));
  }

  @Override
  public List<InetSocketAddress> listening() {
    return asking.answer(listening::addresses);
  }

  @Override
  public Connectivity connectivity() {
    return connectivity;
  }

  @Override
  public List<String> protocols() {
    return asking.answer(sessions::names);
  }
}
