package org.patchbay.health;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Levers;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;

/**
 * Calls checks, one call at a time, on a lane of the workers; what follows is decided on the loop.
 * Confined to the node loop.
 *
 * <p>A call that does not return cannot be stopped on the JVM: after a while it is left alone, its
 * check counts as critical, and the others go on, on another lane. There are three lanes, because
 * each such call holds a thread of the workers that the chain needs too; when none is left nothing
 * is looked at any more, and every check says so.
 */
final class Rounds {
  private static final List<String> LANES = List.of("health", "health-2", "health-3");

  private final Loop loop;
  private final Workers workers;
  private final Runnable changed;
  private final ArrayDeque<Step> waiting = new ArrayDeque<>();
  private final List<String> freeLanes = new ArrayList<>(LANES);
  private Step current;

  /**
   * Rounds that have not begun.
   *
   * @param changed told when something is known anew of a check
   */
  Rounds(Loop loop, Workers workers, Runnable changed) {
    this.loop = loop;
    this.workers = workers;
    this.changed = changed;
  }

  /** What holds for one round. Immutable. */
  record Rules(int raise, int clear, long hang) {}

  /**
   * Has every check look, and calls remedies. When the round before is not over, only looks after
   * calls that do not return.
   *
   * @param levers null when there are none
   */
  void round(Collection<Watch> watches, Vitals vitals, Levers levers, Rules rules) {
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
      return;
    }
    if (current == null && waiting.isEmpty()) {
      for (Watch watch : watches) {
        if (!watch.stuck()) {
          waiting.add(look(watch, vitals, levers, rules));
        }
      }
    }
    next();
  }

  /**
   * A check is out of force: after the call it may be in it lets go of levers, and then {@code
   * then} runs.
   *
   * @param levers null when there are none to let go of
   */
  void leave(Watch watch, Levers levers, Runnable then) {
    waiting.removeIf(step -> step.watch == watch);
    if (watch.stuck() || freeLanes.isEmpty()) {
      then.run();
      return;
    }
    Callable<Finding> last =
        () -> levers == null ? Finding.fine("nothing to let go of") : recovered(watch, levers);
    waiting.addFirst(new Step(watch, "recovered", last, any -> then.run(), then));
    next();
  }

  private Step look(Watch watch, Vitals vitals, Levers levers, Rules rules) {
    return new Step(
        watch,
        "look",
        () -> watch.check.look(vitals),
        finding -> {
          boolean well = watch.found(finding, rules.raise, rules.clear, loop.now());
          if (levers != null && well) {
            waiting.addFirst(
                new Step(watch, "recovered", () -> recovered(watch, levers), any -> {}, null));
          } else if (levers != null && watch.wantsRemedy()) {
            waiting.addFirst(remedy(watch, watch.counts(), levers));
          }
        },
        null);
  }

  private Step remedy(Watch watch, Finding finding, Levers levers) {
    return new Step(
        watch,
        "remedy",
        () -> {
          watch.check.remedy(finding, levers);
          return finding;
        },
        any -> watch.remedied(),
        null);
  }

  private static Finding recovered(Watch watch, Levers levers) {
    watch.check.recovered(levers);
    return Finding.fine("recovered");
  }

  private void next() {
    while (current == null && !waiting.isEmpty() && !freeLanes.isEmpty()) {
      current = waiting.remove();
      current.lane = freeLanes.get(0);
      workers.run(current.lane, current, current);
    }
  }

  private void giveUp() {
    Step step = current;
    current = null;
    freeLanes.remove(step.lane);
    step.abandoned = true;
    step.watch.stuck(true);
    step.watch.failed(
        "did not return from %s since %d s"
            .formatted(step.what, (loop.now() - step.begunAt) / 1_000_000_000),
        loop.now());
    // What else was wanted of it would be a second call beside the one that hangs.
    List<Step> dropped = waiting.stream().filter(each -> each.watch == step.watch).toList();
    waiting.removeAll(dropped);
    step.leftAlone();
    dropped.forEach(Step::leftAlone);
    changed.run();
  }

  /** One call of a check. Confined to the node loop, but for {@link #call}. */
  private final class Step implements Callable<Finding>, Workers.Answer<Finding> {
    private final Watch watch;
    private final String what;
    private final Callable<Finding> body;
    private final Consumer<Finding> then;
    private final Runnable otherwise;
    private String lane;
    private boolean abandoned;
    private volatile long begunAt;
    private volatile boolean begun;

    /**
     * A call.
     *
     * @param then takes what it gave
     * @param otherwise runs when it threw or did not return; may be null
     */
    Step(
        Watch watch,
        String what,
        Callable<Finding> body,
        Consumer<Finding> then,
        Runnable otherwise) {
      this.watch = watch;
      this.what = what;
      this.body = body;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    public Finding call() throws Exception {
      begunAt = loop.now();
      begun = true;
      Finding finding = body.call();
      if (finding == null || finding.severity() == null || finding.detail() == null) {
        throw new IllegalStateException("answered " + finding);
      }
      return finding;
    }

    @Override
    public void done(Finding finding) {
      if (over()) {
        then.accept(finding);
      }
      changed.run();
      next();
    }

    @Override
    public void failed(Exception cause) {
      if (over()) {
        watch.failed(what + " failed: " + cause, loop.now());
        leftAlone();
      }
      changed.run();
      next();
    }

    void leftAlone() {
      if (otherwise != null) {
        otherwise.run();
      }
    }

    /** Answers whether anybody still waits for it. */
    private boolean over() {
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
