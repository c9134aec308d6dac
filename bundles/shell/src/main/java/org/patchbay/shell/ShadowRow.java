package org.patchbay.shell;

import java.util.Map;
import org.patchbay.api.node.Shadow;

/** A policy that is tried: a line of {@code policy:diff}. */
record ShadowRow(
    String slot,
    String tried,
    String beside,
    Quantity.Age since,
    long compared,
    long differ,
    long leftOut,
    long failures,
    Quantity.Latency mean,
    Quantity.Latency max,
    long overruns,
    String state) {
  static ShadowRow of(Shadow shadow, long now) {
    boolean called = shadow.maxNanos() > 0;
    return new ShadowRow(
        shadow.slot(),
        shadow.policy(),
        shadow.inForce(),
        Quantity.Age.since(shadow.since(), now),
        shadow.compared(),
        shadow.differed(),
        shadow.leftOut(),
        shadow.failures(),
        new Quantity.Latency(called ? shadow.meanNanos() : -1),
        new Quantity.Latency(called ? shadow.maxNanos() : -1),
        shadow.overruns(),
        shadow.state());
  }

  /** All of it, the differences included, for programs; times are nanoseconds ago. */
  record Whole(
      String slot,
      String tried,
      String beside,
      long sinceNanos,
      long compared,
      long differed,
      long leftOut,
      long failures,
      long overruns,
      long meanNanos,
      long maxNanos,
      String state,
      Map<String, Long> kinds,
      java.util.List<Shadow.Difference> differences) {
    static Whole of(Shadow shadow, long now) {
      return new Whole(
          shadow.slot(),
          shadow.policy(),
          shadow.inForce(),
          now - shadow.since(),
          shadow.compared(),
          shadow.differed(),
          shadow.leftOut(),
          shadow.failures(),
          shadow.overruns(),
          shadow.meanNanos(),
          shadow.maxNanos(),
          shadow.state(),
          shadow.kinds(),
          shadow.differences().stream()
              .map(
                  each ->
                      new Shadow.Difference(
                          now - each.at(),
                          each.kind(),
                          each.peer(),
                          each.address(),
                          each.agent(),
                          each.age(),
                          each.detail()))
              .toList());
    }
  }
}
