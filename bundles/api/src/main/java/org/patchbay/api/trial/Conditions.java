package org.patchbay.api.trial;

import java.time.Duration;

/**
 * What must hold while a policy that was put in force is watched. Immutable.
 *
 * @param window how long it is watched; zero for not at all
 * @param disconnectsPerMinute connections that policies may end within any minute of it
 * @param loopLag how long a task may wait for the node loop
 * @param usefulPercent of the useful peers at its beginning that must remain: those that gave a
 *     block or an accepted transaction within 20 minutes
 */
public record Conditions(
    Duration window, int disconnectsPerMinute, Duration loopLag, int usefulPercent) {
  /** Those of an operator who names the window alone. */
  public static Conditions within(Duration window) {
    return new Conditions(window, 30, Duration.ofMillis(250), 60);
  }
}
