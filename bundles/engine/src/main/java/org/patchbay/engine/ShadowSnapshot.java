package org.patchbay.engine;

import java.util.List;
import java.util.Map;
import org.patchbay.api.node.Shadow;

/** A shadow at one moment. Immutable. */
record ShadowSnapshot(
    String slot,
    String policy,
    String inForce,
    String state,
    long since,
    long compared,
    long differed,
    long leftOut,
    long failures,
    long overruns,
    long meanNanos,
    long maxNanos,
    Map<String, Long> kinds,
    List<Difference> differences)
    implements Shadow {}
