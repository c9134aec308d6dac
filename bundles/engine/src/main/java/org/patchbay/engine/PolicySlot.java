package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.observe.Observer.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the engine and the policies of one kind: chooses one, measures it, catches what it
 * throws, counts strikes and benches it. Confined to the node loop.
 *
 * <p>Choice: the configured name, then the highest ranking, then the older service. A policy of
 * negative ranking differs from what Bitcoin Core does and serves only when it is named. A name
 * that nothing matches leaves the tenant in force while it lives. A benched policy is passed over;
 * a new service, or naming it anew, gives it a clean slate. In the place of a benched one, or of a
 * named one that is gone, serves who was in force before it, whatever its ranking; else the next in
 * rank; with nobody left the built-in answers.
 */
final class PolicySlot<P> implements Ward {
  /** Name shown while no policy is in force. */
  static final String BUILT_IN = "built-in";

  /** Bytes that one call may allocate before it loses the loop. */
  static final long MOST_ALLOCATED = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);

  /** Calls in which a policy's classes are loaded, which is not its slowness. */
  private static final int WARM_UP = 2;

  private static final Logger LOG = LoggerFactory.getLogger(PolicySlot.class);

  private final String name;
  private final boolean sampled;
  private final Watch watch;
  private final LongSupplier clock;
  private final Shading<P> shading;
  private final ChangeListener changes;
  private final List<Tenant<P>> candidates = new ArrayList<>();

  /** Those that were in force, the last one last. */
  private final List<Tenant<P>> served = new ArrayList<>();

  /** Who serves because another was benched; null when nobody does. */
  private Tenant<P> standIn;

  private Guard guard;
  private String wanted = "";
  private Tenant<P> inForce;
  private long swaps;
  private long builtInCalls;
  private long withheld;
  private Runnable onChange = () -> {};

  /** What a guard tolerates: nanoseconds per call, strikes, and the window in nanoseconds. */
  record Guard(long budget, int strikes, long window) {}

  /**
   * An empty slot.
   *
   * @param sampled true when it is asked so often that only a sample of its calls is timed
   * @param changes told when another policy is in force
   */
  PolicySlot(
      String name,
      boolean sampled,
      Guard guard,
      Watch watch,
      LongSupplier clock,
      Shading<P> shading,
      ChangeListener changes) {
    this.name = name;
    this.sampled = sampled;
    this.guard = guard;
    this.watch = watch;
    this.clock = clock;
    this.shading = shading;
    this.changes = changes;
  }

  String name() {
    return name;
  }

  /** What is to be done when another policy is in force. */
  void onChange(Runnable task) {
    onChange = task;
  }

  void configure(String wantedName, Guard newGuard) {
    configure(wantedName, "", newGuard);
  }

  /**
   * Takes names.
   *
   * @param triedName of the policy that is tried beside the one in force; empty for none
   */
  void configure(String wantedName, String triedName, Guard newGuard) {
    guard = newGuard;
    shading.configure(triedName);
    if (!wantedName.equals(wanted)) {
      wanted = wantedName;
      standIn = null;
      candidates.stream().filter(each -> each.name.equals(wanted)).forEach(Tenant::unbench);
      choose(Cause.CONFIGURED, "");
    }
    shading.follow(candidates, inForce, guard);
  }

  /** Ends the trial of a policy. */
  void stop() {
    shading.configure("");
  }

  /** Who gets what the policy in force is asked; empty where nobody does. */
  Beside<P>[] beside() {
    return shading.beside();
  }

  /** Somebody writes down what is asked, until the answer is run. */
  Runnable tell(Beside<P> listener) {
    shading.add(listener);
    return () -> shading.remove(listener);
  }

  /** How the trial of a policy stands; null where there is none. */
  Supplier<ShadowSnapshot> trial() {
    return shading.report(inForceName());
  }

  /** Says so when there is no policy of the wanted name. */
  void complain() {
    if (!filled()) {
      LOG.warn("policy.{} = {}: no such policy; {} stays in force", name, wanted, inForceName());
    }
  }

  void add(P policy, String policyName, int ranking, long serviceId) {
    candidates.removeIf(each -> each.policy == policy);
    candidates.add(
        new Tenant<>(
            policy, policyName, ranking, serviceId, new Strikes(guard.strikes(), guard.window())));
    if (ranking >= 0) {
      standIn = null;
    }
    choose(Cause.CAME, "");
    shading.follow(candidates, inForce, guard);
  }

  /** Forgets a policy; done once no call is inside it any more. */
  CompletableFuture<Void> remove(P policy) {
    for (Tenant<P> each : List.copyOf(candidates)) {
      if (each.policy == policy) {
        candidates.remove(each);
        served.remove(each);
        standIn = standIn == each ? null : standIn;
        choose(Cause.WENT, each.name);
        shading.follow(candidates, inForce, guard);
        return each.quiet();
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  /** Whether the configured policy is there, or none is asked for by name. */
  boolean filled() {
    return wanted.isEmpty() || candidates.stream().anyMatch(each -> each.name.equals(wanted));
  }

  /** Whether a policy and not the built-in is in force. */
  boolean occupied() {
    return inForce != null;
  }

  /**
   * Asks the policy in force.
   *
   * @param builtIn the answer when there is none, or when it fails
   */
  <R> R ask(Function<? super Tenant<P>, ? extends R> question, R builtIn) {
    return ask(1, question, builtIn);
  }

  /** As {@link #ask}, for a question so many times as large as one that the budget is meant for. */
  <R> R ask(int size, Function<? super Tenant<P>, ? extends R> question, R builtIn) {
    Tenant<P> tenant = inForce;
    if (tenant == null) {
      builtInCalls++;
      return builtIn;
    }
    boolean timed = tenant.called(!sampled);
    long begin = timed ? clock.getAsLong() : 0;
    long before = timed ? Allocation.ofThis() : 0;
    R answer = null;
    Throwable failure = null;
    long ticket = watch.enter(this);
    try {
      answer = question.apply(tenant);
    } catch (Throwable thrown) {
      failure = thrown;
    }
    watch.exit(ticket);
    if (timed) {
      allocated(tenant, Allocation.ofThis() - before);
      measured(tenant, begin, size);
    }
    if (failure instanceof VirtualMachineError) {
      bench(tenant, "threw " + Stacks.of(failure));
    } else if (failure != null) {
      LOG.warn("policy {}/{} failed", name, tenant.name, failure);
      strike(tenant, "threw " + Stacks.of(failure));
    } else if (answer == null) {
      strike(tenant, "answered null");
    }
    return answer == null ? builtIn : answer;
  }

  /** The answer just given breaks what no policy can do. */
  void breach(String detail) {
    if (inForce != null) {
      LOG.warn("policy {}/{}: {}", name, inForce.name, detail);
      strike(inForce, detail);
    }
  }

  /** The answer just given is not carried out: enough was done of that within the last minute. */
  void withhold() {
    withheld++;
  }

  /** A step with a call inside took longer than the budget of one call. */
  void suspect(long nanos) {
    if (inForce != null && nanos > guard.budget()) {
      inForce.suspect();
    }
  }

  /** Forgets what the policy in force remembers of a peer. */
  void forget(int place) {
    if (inForce != null) {
      inForce.forget(place);
    }
    shading.forget(place);
  }

  @Override
  public void abandoned(String where) {
    if (inForce != null) {
      bench(inForce, "did not return: " + where);
    }
  }

  private void allocated(Tenant<P> tenant, long bytes) {
    if (Appetite.greedy(bytes)) {
      strike(tenant, Appetite.greed(bytes));
    }
    if (tenant.ate(bytes, sampled)) {
      bench(tenant, tenant.appetite.hunger());
    }
  }

  private void measured(Tenant<P> tenant, long begin, int size) {
    long end = clock.getAsLong();
    tenant.timed(end - begin);
    long budget = guard.budget() * size;
    if (tenant.calls() > WARM_UP && tenant.strikes.timed(end - begin, budget)) {
      bench(tenant, "took " + (end - begin) / 1000 + " µs (budget " + budget / 1000 + ")");
    }
  }

  private void strike(Tenant<P> tenant, String detail) {
    if (tenant.strikes.add(clock.getAsLong())) {
      bench(tenant, detail);
    }
  }

  private void bench(Tenant<P> tenant, String reason) {
    if (tenant.benched() == null) {
      tenant.bench(reason);
      standIn = lastGood();
      choose(Cause.BENCHED, tenant.name + ": " + reason);
      LOG.warn("policy {}/{} is benched: {}", name, tenant.name, reason);
      shading.follow(candidates, inForce, guard);
    }
  }

  /** Who was in force last and is fit to be so again; null when nobody is. */
  private Tenant<P> lastGood() {
    for (int i = served.size() - 1; i >= 0; i--) {
      if (served.get(i).benched() == null) {
        return served.get(i);
      }
    }
    return null;
  }

  private void choose(Cause cause, String detail) {
    Tenant<P> next = next();
    if (next != null && next.away()) {
      shading.release(next, () -> choose(cause, detail));
      next = inForce != null && fit(inForce) ? inForce : null;
    }
    if (next == inForce) {
      return;
    }
    String before = inForceName();
    // Asked before anything is changed.
    Bequest bequest =
        next == null ? Bequest.NOTHING : Bequest.of(inForce, this, watch, clock.getAsLong());
    if (inForce != null) {
      inForce.forgetAll();
    }
    inForce = next;
    if (next != null) {
      next.inherit(bequest);
      served.remove(next);
      served.add(next);
    }
    swaps++;
    LOG.info("policy {}: {} is in force", name, inForceName());
    changes.changed(new Observer.Swap(name, before, inForceName(), cause, detail));
    onChange.run();
    shading.follow(candidates, inForce, guard);
  }

  private boolean fit(Tenant<P> tenant) {
    return candidates.contains(tenant) && tenant.benched() == null;
  }

  private Tenant<P> next() {
    boolean unmatched = !wanted.isEmpty() && candidates.stream().noneMatch(this::isWanted);
    List<Tenant<P>> able =
        candidates.stream()
            .filter(each -> each.benched() == null)
            .filter(
                each ->
                    each.ranking >= 0
                        || isWanted(each)
                        || each == standIn
                        || unmatched && each == inForce)
            .sorted(
                Comparator.comparing((Tenant<P> each) -> !each.name.equals(wanted))
                    .thenComparing(each -> each != standIn)
                    .thenComparing(each -> -each.ranking)
                    .thenComparing(each -> each.serviceId))
            .toList();
    Tenant<P> first = able.isEmpty() ? null : able.get(0);
    if (!unmatched || first == standIn) {
      return first;
    }
    if (able.contains(inForce)) {
      return inForce;
    }
    Tenant<P> last = lastGood();
    return last == null ? first : last;
  }

  private boolean isWanted(Tenant<P> tenant) {
    return tenant.name.equals(wanted);
  }

  /** Who is in force, for people. */
  String inForceName() {
    return inForce == null ? BUILT_IN : inForce.name;
  }

  /** The slot as operators see it. */
  SlotSnapshot snapshot() {
    Tenant<P> tenant = inForce;
    return new SlotSnapshot(
        name,
        inForceName(),
        wanted,
        candidates.stream().map(each -> each.name).distinct().sorted().toList(),
        candidates.stream()
            .filter(each -> Objects.nonNull(each.benched()))
            .collect(
                java.util.stream.Collectors.toUnmodifiableMap(
                    each -> each.name, Tenant::benched, (one, other) -> other)),
        tenant == null ? builtInCalls : tenant.calls(),
        tenant == null ? 0 : tenant.meanNanos(),
        tenant == null ? 0 : tenant.maxNanos(),
        tenant == null ? 0 : tenant.strikes.total(),
        swaps,
        withheld);
  }
}
