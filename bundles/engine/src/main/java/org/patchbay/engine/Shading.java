package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.patchbay.api.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which policy of a slot is tried beside the one in force. Confined to the node loop.
 *
 * <p>Rule: the policy of the configured name, while it is there, is not in force and has not
 * failed. A policy is never asked from two threads: what is tried serves in the slot only after its
 * shadow has ended, a few milliseconds later, and brings along what it learnt of each peer.
 */
final class Shading<P> {
  private static final Logger LOG = LoggerFactory.getLogger(Shading.class);

  private final String slot;
  private final boolean sampled;
  private final Loop loop;
  private String wanted = "";
  private ShadowRun<P> run;
  private final List<Beside<P>> listeners = new ArrayList<>();
  private Beside<P>[] beside = array(List.of());
  private Runnable again = () -> {};

  /**
   * Nothing is tried yet.
   *
   * @param sampled true when the slot is asked so often that only a sample of calls is timed
   */
  Shading(String slot, boolean sampled, Loop loop) {
    this.slot = slot;
    this.sampled = sampled;
    this.loop = loop;
  }

  @SuppressWarnings("unchecked") // An array of a generic type is made no other way.
  private static <Q> Beside<Q>[] array(List<Beside<Q>> from) {
    return from.toArray((Beside<Q>[]) new Beside<?>[0]);
  }

  private void changed() {
    List<Beside<P>> all = new ArrayList<>(listeners);
    if (run != null && run.live()) {
      all.add(0, run.beside());
    }
    beside = array(all);
  }

  /** Somebody writes down what is asked. */
  void add(Beside<P> listener) {
    listeners.add(listener);
    changed();
  }

  /** Somebody writes nothing down any more. */
  void remove(Beside<P> listener) {
    listeners.remove(listener);
    changed();
  }

  /** Who gets what the policy in force is asked; empty where nobody does. */
  Beside<P>[] beside() {
    return beside;
  }

  /** Another name, which may be empty; naming one anew lets it begin again. */
  void configure(String name) {
    if (!name.equals(wanted)) {
      wanted = name;
      if (run != null) {
        drop();
      }
    }
  }

  /** Begins or ends what is tried, by who is there and who is in force. */
  void follow(Collection<Tenant<P>> candidates, Tenant<P> inForce, PolicySlot.Guard guard) {
    again = () -> follow(candidates, inForce, guard);
    if (run != null && (!candidates.contains(run.tenant) || run.tenant == inForce)) {
      drop();
    }
    Predicate<Tenant<P>> fit = each -> each.name.equals(wanted) && each != inForce && each.free();
    if (run == null && !wanted.isEmpty()) {
      candidates.stream().filter(fit).findFirst().ifPresent(each -> begin(each, guard));
    }
  }

  private void begin(Tenant<P> tenant, PolicySlot.Guard guard) {
    tenant.lend();
    run = new ShadowRun<>(tenant, slot, sampled, guard, loop, this::changed);
    changed();
    LOG.info("policy {}: {} is tried beside what is in force", slot, tenant.name);
  }

  private void drop() {
    ShadowRun<P> gone = run;
    run = null;
    changed();
    gone.leave(
        () -> {
          gone.tenant.back();
          again.run(); // It may be wanted again, and could not begin before.
        });
    LOG.info("policy {}: {} is tried no more", slot, gone.tenant.name);
  }

  void forget(int place) {
    for (Beside<P> each : beside) {
      each.forget(place);
    }
  }

  /**
   * Ends the trial of a policy, so that it can serve.
   *
   * @param then run on the loop when it can
   */
  void release(Tenant<P> tenant, Runnable then) {
    if (run == null || run.tenant != tenant) {
      tenant.whenBack(then);
      return;
    }
    ShadowRun<P> gone = run;
    run = null;
    changed();
    tenant.whenBack(then);
    gone.leave(
        () -> {
          if (gone.fault() == null) {
            gone.teach(tenant);
          }
          tenant.back();
        });
  }

  /** How the trial stands; null where there is none. */
  Supplier<ShadowSnapshot> report(String inForce) {
    return run == null ? null : run.report(inForce);
  }
}
