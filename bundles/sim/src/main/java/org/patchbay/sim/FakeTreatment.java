package org.patchbay.sim;

import java.util.Map;
import org.patchbay.api.remedy.Treatment;

/**
 * What remedies did so far. Immutable.
 *
 * @param tried loop time of the last attempt by check
 */
public record FakeTreatment(
    Map<String, Long> tried, int attempts, int attemptsPerMinute, boolean easing)
    implements Treatment {
  /** Nothing yet. */
  public static FakeTreatment none() {
    return new FakeTreatment(Map.of(), 0, 30, false);
  }

  /** The same, with an attempt for a check. */
  public FakeTreatment tried(String check, long at) {
    return new FakeTreatment(Map.of(check, at), attempts, attemptsPerMinute, easing);
  }

  @Override
  public long lastTried(String check) {
    return tried.getOrDefault(check, -1L);
  }
}
