package org.patchbay.engine;

import java.util.List;
import java.util.Map;
import org.patchbay.api.node.Node;

/** A policy slot at one moment. Immutable. */
record SlotSnapshot(
    String name,
    String inForce,
    String wanted,
    List<String> available,
    Map<String, String> benched,
    long calls,
    long meanNanos,
    long maxNanos,
    int strikes,
    long swaps,
    long withheld)
    implements Node.Slot {}
