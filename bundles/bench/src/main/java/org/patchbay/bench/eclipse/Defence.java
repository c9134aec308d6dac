package org.patchbay.bench.eclipse;

/** What keeps a node from being eclipsed and can be left out of a siege. */
enum Defence {
  /** Groups by autonomous system instead of /16. */
  ASMAP,
  /** Two block-relay-only peers that a restart begins with (protocol-facts §9.11). */
  ANCHORS,
  /** Tests of new addresses every two minutes (§9.2). */
  FEELERS,
  /** Who worked is tested before another takes his place (§12.5). */
  TESTS
}
