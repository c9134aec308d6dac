package org.patchbay.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.health.Health;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Settings;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.trial.AuditEntry;
import org.patchbay.api.trial.Conditions;
import org.patchbay.api.trial.Edits;
import org.patchbay.api.trial.Trials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes policies by editing the configuration, watches them, and records every change of hands,
 * its own and those of others. Edits are made on the caller's thread or a worker; watches are
 * confined to the node loop.
 */
@Component(
    name = "patchbay.trial",
    service = {Trials.class, Edits.class},
    immediate = true)
public final class PolicyTrials implements Trials, Edits {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyTrials.class);
  private static final String ENGINE = "patchbay.engine";
  private static final String LANE = "trial";
  private static final String WATCHED = "in force, watched for ";
  private static final String BUILT_IN = "built-in";
  private static final long FILE_BYTES = 1 << 20;
  private static final int OLDER_FILES = 7;

  private final Loop loop;
  private final Workers workers;
  private final Node node;
  private final Settings settings;
  private final SwapNotes notes;
  private final BiFunction<String, String, String> sha256;
  private final AuditLog log;
  private final Intents intents;
  private final Former former = new Former();
  private final Watches watches;
  private volatile Health health;

  /** Of the node's parts. */
  @Activate
  public PolicyTrials(
      @Reference Loop loop,
      @Reference Workers workers,
      @Reference Environment environment,
      @Reference Node node,
      @Reference Settings settings,
      @Reference SwapNotes notes,
      BundleContext context) {
    this(
        loop,
        workers,
        node,
        settings,
        notes,
        new AuditLog(new AuditFiles(environment.dataFolder(), FILE_BYTES, OLDER_FILES)),
        new Jars(context)::sha256);
  }

  PolicyTrials(
      Loop loop,
      Workers workers,
      Node node,
      Settings settings,
      SwapNotes notes,
      AuditLog log,
      BiFunction<String, String, String> sha256) {
    this.loop = loop;
    this.workers = workers;
    this.node = node;
    this.settings = settings;
    this.notes = notes;
    this.log = log;
    this.sha256 = sha256;
    this.intents = new Intents(loop);
    this.watches = new Watches(loop, workers, node, this::states, this::fail, this::conclude);
  }

  /** Begins: a watch that a crash cut short has failed. */
  @Activate
  void start() {
    notes.to(this::swapped);
    work(
        () -> {
          log.open();
          for (AuditEntry open : Unfinished.of(log.last(Unfinished.LOOKED_AT), WATCHED)) {
            LOG.warn("policy {}/{} was watched when the node ended", open.slot(), open.to());
            String reason = "the node did not live to the end of its watch";
            back(open.slot(), open.from(), "rollback", new By("watch", reason));
          }
          return null;
        });
  }

  /** Ends: what is watched stays in force. */
  @Deactivate
  void stop() {
    notes.to(null);
    watches.end().forEach(watch -> conclude(watch, "kept: the node was stopped"));
  }

  /** Binds what a watch asks for health. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addHealth(Health monitor) {
    health = monitor;
  }

  void removeHealth(Health gone) {
    health = health == gone ? null : health;
  }

  @Override
  public void use(String slot, String policy, By by) {
    change(slot, policy, "use", "in force", by);
  }

  @Override
  public void reset(String slot, By by) {
    change(slot, "", "reset", "in force", by);
  }

  @Override
  public void shadow(String slot, String policy, By by) {
    String before = tried(slot).map(Shadow::policy).orElse("");
    String outcome = policy.isEmpty() ? "tried no more" : "tried";
    try {
      set("shadow." + slot, policy);
    } catch (IllegalArgumentException e) {
      outcome = "refused: " + e.getMessage();
      throw e;
    } finally {
      add(by.who(), "shadow", slot, before, policy, by.reason(), outcome);
    }
  }

  @Override
  public String promote(String slot, Conditions conditions, By by) {
    Shadow shadow =
        tried(slot)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "slot %s: nothing is tried there; policy:shadow %s NAME begins"
                            .formatted(slot, slot)));
    if (!shadow.state().equals("running")) {
      throw new IllegalArgumentException(
          "slot %s: %s %s".formatted(slot, shadow.policy(), shadow.state()));
    }
    String policy = shadow.policy();
    boolean watched = !conditions.window().isZero();
    String outcome = watched ? WATCHED + conditions.window().toSeconds() + " s" : "in force";
    PolicyWatch watch = new PolicyWatch(slot, policy, conditions, node, states(), loop.now());
    change(slot, policy, "promote", outcome, by);
    if (watched) {
      loop.execute(() -> watches.begin(watch));
    }
    return policy;
  }

  @Override
  public String rollback(String slot, By by) {
    Set<String> benched = seat(slot).benched().keySet();
    Predicate<String> fit = policy -> !benched.contains(policy);
    String wanted = former.of(slot, fit).or(() -> recorded(slot).filter(fit)).orElse(null);
    if (wanted == null) {
      throw new IllegalArgumentException(
          "slot %s: no earlier policy is known that is not benched; policy:use %s NAME chooses"
              .formatted(slot, slot));
    }
    back(slot, wanted, "rollback", by);
    return wanted;
  }

  private Optional<String> recorded(String slot) {
    return Unfinished.lastBefore(recent(), slot)
        .map(policy -> policy.equals(BUILT_IN) ? "" : policy);
  }

  private List<AuditEntry> recent() {
    try {
      return log.last(Unfinished.LOOKED_AT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void back(String slot, String wanted, String what, By by) {
    String policy = wanted.equals(BUILT_IN) ? "" : wanted;
    edit(slot, policy, what, "in force", by);
  }

  private void change(String slot, String policy, String what, String outcome, By by) {
    String before = seat(slot).wanted();
    edit(slot, policy, what, outcome, by);
    if (!before.equals(policy)) {
      former.push(slot, before);
    }
  }

  /**
   * Every edit of a slot ends its watch. What is wanted is on the disk before it is done, so that a
   * crash between the two leaves no change of which nothing is known.
   */
  private void edit(String slot, String policy, String what, String outcome, By by) {
    PolicyWatch watch = watches.drop(slot);
    if (watch != null) {
      boolean failed = by.who().equals("watch");
      conclude(watch, failed ? "rolled back: " + by.reason() : "ended: " + what + " came first");
    }
    String from = seat(slot).inForce();
    intents.put(slot, what, outcome, by);
    add(by.who(), what, slot, from, policy, by.reason(), Unfinished.WANTED + outcome);
    try {
      set("policy." + slot, policy);
    } catch (IllegalArgumentException e) {
      intents.drop(slot);
      add(by.who(), what, slot, from, policy, by.reason(), "refused: " + e.getMessage());
      throw e;
    }
  }

  private void set(String key, String value) {
    if (value.isEmpty()) {
      settings.reset(ENGINE, key);
    } else {
      settings.set(ENGINE, key, value);
    }
  }

  private Node.Slot seat(String slot) {
    return node.slots().stream()
        .filter(each -> each.name().equals(slot))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no slot \"" + slot + "\""));
  }

  private Optional<Shadow> tried(String slot) {
    return node.shadows().stream().filter(each -> each.slot().equals(slot)).findFirst();
  }

  /** On the node loop: a slot changed hands. */
  private void swapped(Observer.Swap swap) {
    Intents.Intent intent = intents.take(swap);
    work(
        () -> {
          add(
              intent.by().who(),
              intent.what(),
              swap.slot(),
              swap.from(),
              swap.to(),
              intent.by().reason(),
              intent.outcome());
          return null;
        });
  }

  private void fail(PolicyWatch watch, String reason) {
    LOG.warn("policy {}/{} is rolled back: {}", watch.slot, watch.policy, reason);
    conclude(watch, "rolled back: " + reason);
    work(
        () -> {
          rollback(watch.slot, new By("watch", reason));
          return null;
        });
  }

  private void conclude(PolicyWatch watch, String outcome) {
    Callable<Void> write =
        () -> {
          add("watch", "watch", watch.slot, "", watch.policy, "", outcome);
          return null;
        };
    work(write);
  }

  private void work(Callable<Void> task) {
    workers.run(
        LANE,
        task,
        new Workers.Answer<Void>() {
          @Override
          public void done(Void nothing) {}

          @Override
          public void failed(Exception cause) {
            LOG.error("a change of policies was not carried out or not recorded", cause);
          }
        });
  }

  private void add(
      String who, String what, String slot, String from, String to, String reason, String out) {
    log.add(
        new AuditEntry(
            loop.wallTime(), who, what, slot, from, to, sha256.apply(slot, to), reason, out));
  }

  @Override
  public void edited(Edit edit) {
    AuditEntry entry = EditLine.of(edit, loop.wallTime());
    if (!EditLine.repeats(recent(), entry)) {
      log.add(entry);
    }
  }

  private List<Health.State> states() {
    Health monitor = health;
    return monitor == null ? List.of() : monitor.states();
  }

  @Override
  public List<String> watched() {
    return watches.lines();
  }

  @Override
  public List<AuditEntry> audit(int last) {
    try {
      List<AuditEntry> all = Unfinished.settled(log.last(2 * last));
      return List.copyOf(all.subList(Math.max(0, all.size() - last), all.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String auditTrouble() {
    log.flush();
    return log.trouble();
  }
}
