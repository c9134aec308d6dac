package org.patchbay.engine;

import org.patchbay.api.observe.Observer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An observer, and how it behaves. Confined to the node loop. */
final class Attendant implements Ward {
  private static final Logger LOG = LoggerFactory.getLogger(Attendant.class);

  /** Calls in which its classes are loaded, which is not its slowness. */
  private static final int WARM_UP = 2;

  final Observer observer;
  private final Strikes strikes;
  private int runs;
  private boolean out;

  Attendant(Observer observer, PolicySlot.Guard guard) {
    this.observer = observer;
    this.strikes = new Strikes(guard.strikes(), guard.window());
  }

  /** Whether it is left out. */
  boolean out() {
    return out;
  }

  void threw(Throwable failure, long now) {
    LOG.warn("observer {} failed", name(), failure);
    if (strikes.add(now)) {
      leaveOut("threw " + failure);
    }
  }

  /** One run of calls took that long. */
  void took(long nanos, long budget) {
    runs++;
    if (runs > WARM_UP && strikes.timed(nanos, budget)) {
      leaveOut("took " + nanos / 1000 + " µs (budget " + budget / 1000 + ")");
    }
  }

  @Override
  public void abandoned(String where) {
    leaveOut("did not return: " + where);
  }

  private void leaveOut(String reason) {
    out = true;
    LOG.warn("observer {} is left out: {}", name(), reason);
  }

  private String name() {
    return observer.getClass().getName();
  }
}
