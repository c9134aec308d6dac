package org.patchbay.shell;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.patchbay.api.node.Node;

/** A policy slot: a line of {@code policy:list}. */
record SlotRow(
    String slot,
    String inForce,
    String wanted,
    List<String> available,
    long calls,
    Quantity.Latency mean,
    Quantity.Latency max,
    int strikes,
    long swaps,
    Map<String, Brief> benched) {
  static SlotRow of(Node.Slot slot) {
    boolean called = slot.calls() > 0;
    return new SlotRow(
        slot.name(),
        slot.inForce(),
        slot.wanted().isEmpty() ? "by ranking" : slot.wanted(),
        slot.available(),
        slot.calls(),
        new Quantity.Latency(called ? slot.meanNanos() : -1),
        new Quantity.Latency(called ? slot.maxNanos() : -1),
        slot.strikes(),
        slot.swaps(),
        slot.benched().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> new Brief(each.getValue()))));
  }
}
