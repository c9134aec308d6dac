package org.patchbay.health;

import java.time.Duration;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;

/**
 * Measures how late the loop runs what is due: a timer each second, and a task that it queues
 * behind what waits then. Confined to the node loop.
 */
final class LagProbe {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Loop loop;
  private Cancellable timer;
  private long longest;

  LagProbe(Loop loop) {
    this.loop = loop;
  }

  void start() {
    long due = loop.now() + PAUSE.toNanos();
    timer = loop.after(PAUSE, () -> fire(due));
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private void fire(long due) {
    long now = loop.now();
    longest = Math.max(longest, now - due);
    loop.execute(() -> longest = Math.max(longest, loop.now() - now));
    start();
  }

  /** The longest wait since the last question, in nanoseconds. */
  long take() {
    long answer = longest;
    longest = 0;
    return answer;
  }
}
