package org.patchbay.protocols;

import java.time.Duration;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.session.Session;

/**
 * Something a peer must do within a time. Confined to the node loop.
 *
 * <p>Waiting is not judging: time during which we did not read the peer does not count, because its
 * answer may lie in a socket that we keep closed. Beginning anew costs no timer: the one that runs
 * finds out that there is time left.
 */
final class Deadline {
  private final Session session;
  private final Runnable missed;
  private Cancellable timer = () -> {};
  private boolean running;
  private boolean armed;
  private long armedFor;
  private long left;
  private long since;
  private long pausedBefore;

  Deadline(Session session, Runnable missed) {
    this.session = session;
    this.missed = missed;
  }

  /** Begins anew; {@code missed} runs once more than {@code time} has passed. */
  void set(Duration time) {
    running = true;
    left = time.toNanos();
    since = session.now();
    pausedBefore = session.pausedTime();
    if (!armed || armedFor - (since + left) > 0) {
      arm(left);
    }
  }

  void clear() {
    running = false;
  }

  boolean running() {
    return running;
  }

  private void arm(long nanos) {
    armed = true;
    armedFor = session.now() + nanos;
    timer.cancel();
    timer = session.after(Duration.ofNanos(nanos + 1), this::due);
  }

  private void due() {
    armed = false;
    if (!running) {
      return;
    }
    long counted = session.now() - since - (session.pausedTime() - pausedBefore);
    if (counted <= left) {
      arm(left - counted);
      return;
    }
    running = false;
    missed.run();
  }
}
