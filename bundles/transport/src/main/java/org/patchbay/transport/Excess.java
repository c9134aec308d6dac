package org.patchbay.transport;

import io.netty.util.concurrent.Future;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The links of one event loop that are not read because the node holds too much and they more than
 * their part. Confined to the event loop.
 *
 * <p>Rule: who has waited for 10 seconds with an unfinished message loses that message; it is
 * reported as flawed and its rest passes by. Reason: a message that may not be finished is never
 * given back, so that five thousand peers that stop in the middle of a large one would else keep
 * the budget tight for ever, and one that goes meanwhile is not even noticed, because its farewell
 * stands behind bytes that we do not read. Only peers above their part lose anything.
 */
final class Excess {
  static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private final Lane lane;
  private final Map<Intake, Long> since = new IdentityHashMap<>();
  private Future<?> watch;

  Excess(Lane lane) {
    this.lane = lane;
  }

  void set(Intake intake, boolean excessive) {
    if (!excessive) {
      if (!since.isEmpty()) {
        since.remove(intake);
      }
      return;
    }
    since.putIfAbsent(intake, lane.now());
    if (watch == null) {
      watch = lane.loop().schedule(this::watch, 1, TimeUnit.SECONDS);
    }
  }

  /** The budget is no longer tight: all may be read again. */
  void relax() {
    List.copyOf(since.keySet()).forEach(Intake::settle);
  }

  private void watch() {
    expire(lane.now());
    watch = since.isEmpty() ? null : lane.loop().schedule(this::watch, 1, TimeUnit.SECONDS);
  }

  /** Takes the unfinished messages of those who have waited too long. */
  void expire(long now) {
    for (Map.Entry<Intake, Long> entry : List.copyOf(since.entrySet())) {
      if (now - entry.getValue() >= PATIENCE) {
        entry.getKey().giveUp("not finished in 10 s while the node held too much");
      }
      entry.getKey().settle();
    }
  }
}
