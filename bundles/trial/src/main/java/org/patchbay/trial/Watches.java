package org.patchbay.trial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.patchbay.api.health.Health;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies that are watched, at most one a slot, and the look at them once a second. Looks are
 * confined to the node loop; the rest is for any thread.
 */
final class Watches {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
  private static final Duration PACE = Duration.ofSeconds(1);

  private final Loop loop;
  private final Workers workers;
  private final Node node;
  private final Supplier<List<Health.State>> health;
  private final BiConsumer<PolicyWatch, String> failed;
  private final BiConsumer<PolicyWatch, String> over;
  private final Map<String, PolicyWatch> bySlot = new ConcurrentHashMap<>();
  private Cancellable timer = () -> {};

  /**
   * None yet.
   *
   * @param failed told of a watch that ends since a condition does not hold, and which
   * @param over told of a watch whose time is over, and what came of it
   */
  Watches(
      Loop loop,
      Workers workers,
      Node node,
      Supplier<List<Health.State>> health,
      BiConsumer<PolicyWatch, String> failed,
      BiConsumer<PolicyWatch, String> over) {
    this.loop = loop;
    this.workers = workers;
    this.node = node;
    this.health = health;
    this.failed = failed;
    this.over = over;
  }

  /** Looked at from now on. On the node loop. */
  void begin(PolicyWatch watch) {
    bySlot.put(watch.slot, watch);
    arm();
  }

  /** Ends the watch of a slot unheard; null when there is none. */
  PolicyWatch drop(String slot) {
    return bySlot.remove(slot);
  }

  /** Ends all of them unheard. */
  List<PolicyWatch> end() {
    List<PolicyWatch> all = List.copyOf(bySlot.values());
    bySlot.clear();
    loop.execute(() -> timer.cancel());
    return all;
  }

  /** Each in a line for people. */
  List<String> lines() {
    long now = loop.now();
    return bySlot.values().stream().map(watch -> watch.line(now)).sorted().toList();
  }

  private void arm() {
    timer.cancel();
    if (!bySlot.isEmpty()) {
      long due = loop.now() + PACE.toNanos();
      timer = loop.after(PACE, () -> look(loop.now() - due));
    }
  }

  /** Thousands of peers are looked at a few at a time, for whoever waits for it off the loop. */
  private void look(long lag) {
    workers.run(
        "watch",
        node::peers,
        new Workers.Answer<List<PeerView>>() {
          @Override
          public void done(List<PeerView> peers) {
            look(peers, lag);
          }

          @Override
          public void failed(Exception cause) {
            LOG.warn("a watch of policies looked in vain: {}", cause.toString());
            arm();
          }
        });
  }

  private void look(List<PeerView> peers, long lag) {
    long now = loop.now();
    for (PolicyWatch watch : bySlot.values()) {
      Optional<String> broken = watch.look(node, peers, health.get(), lag, now);
      boolean ends = broken.isPresent() || watch.over(now);
      // Decided here, and not taken back by a look before the worker comes to it.
      if (ends && bySlot.remove(watch.slot, watch)) {
        broken.ifPresentOrElse(
            reason -> failed.accept(watch, reason), () -> over.accept(watch, watch.outcome()));
      }
    }
    arm();
  }
}
