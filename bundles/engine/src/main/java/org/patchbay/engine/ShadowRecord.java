package org.patchbay.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.patchbay.api.node.Shadow;

/**
 * What became of a shadow's answers. Guarded by its own lock, which the node loop never takes:
 * written where the shadow is asked, read by whoever wants to know.
 */
final class ShadowRecord {
  private static final int KEPT = 256;
  private static final int KINDS = 64;
  private static final String REST = "other";

  private final Map<String, Long> kinds = new TreeMap<>();
  private final ArrayDeque<Shadow.Difference> last = new ArrayDeque<>();
  private long compared;
  private long differed;
  private long failures;
  private long overruns;
  private long timed;
  private long nanos;
  private long longest;

  synchronized void agreed() {
    compared++;
  }

  synchronized void differed(Shadow.Difference difference) {
    compared++;
    differed++;
    String kind = difference.kind();
    kinds.merge(kinds.size() < KINDS || kinds.containsKey(kind) ? kind : REST, 1L, Long::sum);
    if (last.size() == KEPT) {
      last.remove();
    }
    last.add(difference);
  }

  synchronized void failed() {
    failures++;
  }

  synchronized void took(long time, boolean overrun) {
    timed++;
    nanos += time;
    longest = Math.max(longest, time);
    overruns += overrun ? 1 : 0;
  }

  /** All of it at one moment, with what only the loop knows. */
  synchronized ShadowSnapshot snapshot(
      String slot, String policy, String inForce, String state, long since, long leftOut) {
    return new ShadowSnapshot(
        slot,
        policy,
        inForce,
        state,
        since,
        compared,
        differed,
        leftOut,
        failures,
        overruns,
        timed == 0 ? 0 : nanos / timed,
        longest,
        Map.copyOf(kinds),
        List.copyOf(last));
  }
}
