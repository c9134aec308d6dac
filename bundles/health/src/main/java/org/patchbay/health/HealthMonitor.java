package org.patchbay.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.remedy.Levers;
import org.patchbay.api.remedy.Prescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the node's vitals each period, has every check in force look at them, and has what counts
 * treated. What it holds is confined to the node loop; bound and asked from any thread.
 */
@Component(name = "patchbay.health", service = Health.class, immediate = true)
@Designate(ocd = HealthMonitor.Config.class)
public final class HealthMonitor implements Health {
  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
  private static final int LEAVE_SECONDS = 2;

  private final Loop loop;
  private final Workers workers;
  private final Node node;
  private final LagProbe lag;
  private final Probe probe;
  private final Sampler sampler;
  private final Rounds rounds;
  private final Checks offers = new Checks();
  private final Map<String, Watch> watches = new TreeMap<>();
  private volatile Config config;
  private volatile List<State> states = List.of();
  private volatile Levers levers;
  private volatile Chain chain;
  private volatile Blocks blocks;
  private volatile Mempool mempool;
  private volatile AddressBook book;
  private Cancellable timer;

  /** What remedies were last asked about; null before that. */
  private Vitals treated;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Health", description = "When the node's health is looked at")
  public @interface Config {
    /** Pace. */
    @AttributeDefinition(
        min = "1",
        max = "3600",
        description = "Seconds from one look to the next.")
    int period_seconds() default 10;

    /** Hysteresis. */
    @AttributeDefinition(
        min = "1",
        max = "1000",
        description = "Looks in a row that must find something until it counts.")
    int raise_rounds() default 2;

    /** Hysteresis. */
    @AttributeDefinition(
        min = "1",
        max = "1000",
        description = "Looks in a row that must find it well again until that counts.")
    int clear_rounds() default 3;

    /** Patience. */
    @AttributeDefinition(
        min = "1",
        max = "3600",
        description = "Seconds after which a check that does not return is left alone.")
    int hang_seconds() default 10;
  }

  /** A monitor that begins when it is started. */
  @Activate
  public HealthMonitor(
      @Reference Loop loop,
      @Reference Workers workers,
      @Reference Environment environment,
      @Reference Node node,
      Config config) {
    this.loop = loop;
    this.workers = workers;
    this.node = node;
    this.config = config;
    lag = new LagProbe(loop);
    probe = new Probe(loop, workers, environment.dataFolder());
    sampler = new Sampler(loop, environment.network(), node, lag, probe);
    rounds = new Rounds(loop, workers, this::publish, this::treat);
  }

  /** Begins to look. */
  @Activate
  public void start() {
    loop.execute(
        () -> {
          lag.start();
          arm();
        });
  }

  /**
   * Ends, and all remedies with it; no call is inside a check when this returns, or two s later.
   */
  @Deactivate
  public void stop() {
    await(
        done -> {
          lag.stop();
          if (timer != null) {
            timer.cancel();
            timer = null;
          }
          offers.clear();
          reconcile(done);
          if (levers != null && treated != null) {
            levers.treat(treated, List.of());
          }
        });
  }

  @Modified
  void modified(Config config) {
    this.config = config;
    loop.execute(
        () -> {
          if (timer != null) {
            timer.cancel();
            arm();
          }
        });
  }

  private void arm() {
    timer = loop.after(Duration.ofSeconds(config.period_seconds()), this::round);
  }

  private void round() {
    arm();
    // Thousands of peers are looked at a few at a time, for whoever waits for it off the loop.
    workers.run("vitals", node::peers, new Peers());
  }

  private final class Peers implements Workers.Answer<List<PeerView>> {
    @Override
    public void done(List<PeerView> peers) {
      if (timer != null) {
        look(peers);
      }
    }

    @Override
    public void failed(Exception cause) {
      LOG.warn("health was not looked at: {}", cause.toString());
    }
  }

  private void look(List<PeerView> peers) {
    Config now = config;
    Rounds.Rules rules =
        new Rounds.Rules(
            now.raise_rounds(), now.clear_rounds(), now.hang_seconds() * 1_000_000_000L);
    Vitals vitals = sampler.sample(peers, chain, blocks, mempool, book);
    probe.look(book);
    rounds.round(watches.values(), vitals, rules);
  }

  private void treat(Vitals vitals) {
    Levers pulled = levers;
    if (pulled != null) {
      treated = vitals;
      List<State> ailing =
          watches.values().stream().filter(Watch::ailing).map(Watch::state).toList();
      pulled.treat(vitals, ailing).thenAccept(this::done);
    }
  }

  private void done(List<Prescription> done) {
    done.stream()
        .map(each -> watches.get(each.check()))
        .filter(Objects::nonNull)
        .forEach(Watch::remedied);
    publish();
  }

  /** Binds a check; its name is in the property {@code check.name}. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addCheck(HealthCheck check, Map<String, Object> properties) {
    Object name = properties.getOrDefault("check.name", check.getClass().getSimpleName());
    Object ranking = properties.getOrDefault("service.ranking", 0);
    Object id = properties.getOrDefault("service.id", 0L);
    Checks.Offer offer =
        new Checks.Offer(
            name.toString(),
            check,
            ranking instanceof Integer number ? number : 0,
            id instanceof Long number ? number : 0);
    loop.execute(
        () -> {
          offers.add(offer);
          reconcile(() -> {});
        });
  }

  /** Unbinds a check; no call is inside it when this returns, or two seconds have passed. */
  public void removeCheck(HealthCheck check) {
    await(
        done -> {
          offers.remove(check);
          reconcile(done);
        });
  }

  /** Puts in force what should be; {@code then} runs when what left is not called any more. */
  private void reconcile(Runnable then) {
    Map<String, HealthCheck> wanted = offers.inForce();
    List<Watch> leaving =
        watches.values().stream().filter(each -> wanted.get(each.name) != each.check).toList();
    leaving.forEach(each -> watches.remove(each.name));
    wanted.forEach(
        (name, check) -> watches.computeIfAbsent(name, key -> new Watch(key, check, loop.now())));
    publish();
    AtomicInteger left = new AtomicInteger(leaving.size() + 1);
    Runnable one =
        () -> {
          if (left.decrementAndGet() == 0) {
            then.run();
          }
        };
    leaving.forEach(each -> rounds.leave(each, one));
    one.run();
  }

  private void publish() {
    states = watches.values().stream().map(Watch::state).toList();
  }

  /** Runs a task on the loop and waits until it is done, but not for long. */
  private void await(Consumer<Runnable> task) {
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(() -> task.accept(done::countDown));
    if (loop.inLoop()) {
      return;
    }
    try {
      if (!done.await(LEAVE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a health check did not let go within {} s", LEAVE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Binds where remedies take effect. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addLevers(Levers levers) {
    this.levers = levers;
  }

  /** Unbinds where remedies take effect. */
  public void removeLevers(Levers gone) {
    levers = levers == gone ? null : levers;
  }

  /** Binds the header chain. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addChain(Chain chain) {
    this.chain = chain;
  }

  /** Unbinds the header chain. */
  public void removeChain(Chain gone) {
    chain = chain == gone ? null : chain;
  }

  /** Binds the blocks. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addBlocks(Blocks blocks) {
    this.blocks = blocks;
  }

  /** Unbinds the blocks. */
  public void removeBlocks(Blocks gone) {
    blocks = blocks == gone ? null : blocks;
  }

  /** Binds the pool. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addMempool(Mempool mempool) {
    this.mempool = mempool;
  }

  /** Unbinds the pool. */
  public void removeMempool(Mempool gone) {
    mempool = mempool == gone ? null : mempool;
  }

  /** Binds the address book. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addBook(AddressBook book) {
    this.book = book;
  }

  /** Unbinds the address book. */
  public void removeBook(AddressBook gone) {
    book = book == gone ? null : book;
  }

  @Override
  public List<State> states() {
    return states;
  }
}
