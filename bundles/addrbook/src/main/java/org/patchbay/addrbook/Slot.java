package org.patchbay.addrbook;

import org.patchbay.wire.NetworkClass;

/** Where an entry stands. Confined to the node loop; the entry alone is read from any thread. */
final class Slot {
  volatile Entry entry;
  Shelf shelf;
  int number;
  final SourceGroup sourceGroup;

  Slot(Entry entry, SourceGroup sourceGroup) {
    this.entry = entry;
    this.sourceGroup = sourceGroup;
  }

  NetworkClass network() {
    return entry.address().network();
  }
}
