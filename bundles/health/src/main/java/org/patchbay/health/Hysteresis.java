package org.patchbay.health;

import org.patchbay.api.health.HealthCheck.Finding;

/**
 * What counts of what is found. Confined to the node loop.
 *
 * <p>Worse counts once {@code raise} looks in a row were worse, and then the mildest of them;
 * better once {@code clear} looks in a row were better, and then the worst of them. A value that
 * swings about a limit neither fills the log nor pulls a lever each time.
 */
final class Hysteresis {
  private Finding counts;
  private int worse;
  private int better;
  private Finding candidate;

  Hysteresis(Finding first) {
    counts = first;
  }

  Finding counts() {
    return counts;
  }

  /** Takes what a look found; answers whether another severity counts now. */
  boolean take(Finding found, int raise, int clear) {
    int order = found.severity().compareTo(counts.severity());
    if (order == 0) {
      return settle(found, false);
    }
    boolean turned = order > 0 ? worse == 0 : better == 0;
    worse = order > 0 ? worse + 1 : 0;
    better = order > 0 ? 0 : better + 1;
    if (turned || order * found.severity().compareTo(candidate.severity()) <= 0) {
      candidate = found;
    }
    return (worse >= raise || better >= clear) && settle(candidate, true);
  }

  /** From now on this counts; answers whether its severity is another. */
  boolean force(Finding finding) {
    return settle(finding, finding.severity() != counts.severity());
  }

  private boolean settle(Finding finding, boolean changed) {
    counts = finding;
    worse = 0;
    better = 0;
    return changed;
  }
}
