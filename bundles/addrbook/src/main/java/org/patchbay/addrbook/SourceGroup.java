package org.patchbay.addrbook;

/** How many entries that never worked one netgroup of sources holds. Confined to the node loop. */
final class SourceGroup {
  int fresh;
}
