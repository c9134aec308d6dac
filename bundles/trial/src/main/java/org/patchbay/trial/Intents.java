package org.patchbay.trial;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.observe.Observer.Swap;
import org.patchbay.api.trial.Trials.By;

/** Who is about to change which slot, until the engine tells that it changed hands. Thread-safe. */
final class Intents {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private final Loop loop;
  private final Map<String, Intent> pending = new ConcurrentHashMap<>();

  /** A change that somebody wants. Immutable. */
  record Intent(String what, String outcome, By by, long at) {}

  Intents(Loop loop) {
    this.loop = loop;
  }

  void put(String slot, String what, String outcome, By by) {
    pending.put(slot, new Intent(what, outcome, by, loop.now()));
  }

  void drop(String slot) {
    pending.remove(slot);
  }

  /** Who is behind a swap: whoever announced it, or what its cause tells. */
  Intent take(Swap swap) {
    return switch (swap.cause()) {
      case CONFIGURED -> {
        Intent announced = pending.remove(swap.slot());
        yield announced != null && loop.now() - announced.at() <= PATIENCE
            ? announced
            : by("file", "use", "");
      }
      case CAME -> by("deploy", "came", "");
      case WENT -> by("deploy", "went", swap.detail());
      case BENCHED -> by("guard", "bench", swap.detail());
    };
  }

  private Intent by(String who, String what, String reason) {
    return new Intent(what, "in force", new By(who, reason), loop.now());
  }
}
