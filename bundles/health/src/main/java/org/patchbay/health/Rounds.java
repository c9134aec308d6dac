package org.patchbay.health;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;

/**
 * Has checks look, one at a time, on a lane of the workers; what follows is decided on the loop.
 * Confined to the node loop.
 *
 * <p>A look that does not return cannot be stopped on the JVM: after a while it is left alone, its
 * check counts as critical, and the others go on, on another lane. There are three lanes, because
 * each such look holds a thread of the workers that the chain needs too; when none is left nothing
 * is looked at any more, and every check says so.
 */
final class Rounds {
  private static final List<String> LANES = List.of("health", "health-2", "health-3");

  private final Loop loop;
  private final Workers workers;
  private final Runnable changed;
  private final Consumer<Vitals> over;
  private final ArrayDeque<Look> waiting = new ArrayDeque<>();
  private final List<String> freeLanes = new ArrayList<>(LANES);
  private Look current;
  private Vitals vitals;

  /**
   * Rounds that have not begun.
   *
   * @param changed told when something is known anew of a check
   * @param over told when all have looked at these vitals
   */
  Rounds(Loop loop, Workers workers, Runnable changed, Consumer<Vitals> over) {
    this.loop = loop;
    this.workers = workers;
    this.changed = changed;
    this.over = over;
  }

  /** What holds for one round. Immutable. */
  record Rules(int raise, int clear, long hang) {}

  /**
   * Has every check look. When the round before is not over, only looks after looks that do not
   * return.
   */
  void round(Collection<Watch> watches, Vitals now, Rules rules) {
    if (current != null && current.begun && loop.now() - current.begunAt >= rules.hang) {
      giveUp();
    }
    if (freeLanes.isEmpty()) {
      watches.stream()
          .filter(watch -> !watch.stuck())
          .forEach(
              watch ->
                  watch.failed(
                      "not looked at: " + LANES.size() + " checks do not return", loop.now()));
      changed.run();
      over.accept(now);
      return;
    }
    if (current == null && waiting.isEmpty()) {
      vitals = now;
      for (Watch watch : watches) {
        if (!watch.stuck()) {
          waiting.add(new Look(watch, now, rules));
        }
      }
    }
    next();
  }

  /** A check is out of force: {@code then} runs when no call is inside it. */
  void leave(Watch watch, Runnable then) {
    waiting.removeIf(look -> look.watch == watch);
    if (current != null && current.watch == watch) {
      current.afterwards = then;
    } else {
      then.run();
    }
  }

  private void next() {
    while (current == null && !waiting.isEmpty() && !freeLanes.isEmpty()) {
      current = waiting.remove();
      current.lane = freeLanes.get(0);
      workers.run(current.lane, current, current);
    }
    if (current == null && waiting.isEmpty() && vitals != null) {
      Vitals seen = vitals;
      vitals = null;
      over.accept(seen);
    }
  }

  private void giveUp() {
    Look look = current;
    current = null;
    freeLanes.remove(look.lane);
    look.abandoned = true;
    look.watch.stuck(true);
    look.watch.failed(
        "did not return from look since %d s"
            .formatted((loop.now() - look.begunAt) / 1_000_000_000),
        loop.now());
    look.afterwards.run();
    changed.run();
  }

  /** One look of a check. Confined to the node loop, but for {@link #call}. */
  private final class Look implements Callable<Finding>, Workers.Answer<Finding> {
    private final Watch watch;
    private final Vitals seen;
    private final Rules rules;
    private String lane;
    private boolean abandoned;
    private Runnable afterwards = () -> {};
    private volatile long begunAt;
    private volatile boolean begun;

    Look(Watch watch, Vitals seen, Rules rules) {
      this.watch = watch;
      this.seen = seen;
      this.rules = rules;
    }

    @Override
    public Finding call() throws Exception {
      begunAt = loop.now();
      begun = true;
      Finding finding = watch.check.look(seen);
      if (finding == null || finding.severity() == null || finding.detail() == null) {
        throw new IllegalStateException("answered " + finding);
      }
      return finding;
    }

    @Override
    public void done(Finding finding) {
      if (awaited()) {
        watch.found(finding, rules.raise, rules.clear, loop.now());
      }
      goOn();
    }

    @Override
    public void failed(Exception cause) {
      if (awaited()) {
        watch.failed("look failed: " + cause, loop.now());
      }
      goOn();
    }

    private void goOn() {
      if (!abandoned) {
        afterwards.run();
      }
      changed.run();
      next();
    }

    /** Answers whether anybody still waits for it. */
    private boolean awaited() {
      if (abandoned) {
        watch.stuck(false);
        freeLanes.add(lane);
        return false;
      }
      current = null;
      return true;
    }
  }
}
