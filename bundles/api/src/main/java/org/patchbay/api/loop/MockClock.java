package org.patchbay.api.loop;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Moves the clock of a node under test: the one that {@link Loop} tells, and with it every timer.
 * From any thread; the timers that are due by then have run, or run next, when a call returns.
 */
@ProviderType
public interface MockClock {
  /**
   * The wall clock stands at a time until it is set again. Monotonic time goes on at its own pace,
   * after a leap by as much as the wall clock moved forward; it never goes back.
   *
   * @param unixSeconds 0 for the time of the system
   */
  void set(long unixSeconds);

  /** Monotonic time leaps; the wall clock does not. */
  void forward(Duration by);
}
