package org.patchbay.chain;

import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.chain.TipChange;

record TipMove(HeaderView from, HeaderView to, HeaderView fork) implements TipChange {
  /** From an entry that was the tip to the one that is. */
  static TipMove between(Snapshot snapshot, int before) {
    Entries entries = snapshot.entries();
    HeaderView from = entries.view(before);
    int fork = snapshot.fork(before);
    return new TipMove(
        from, entries.view(snapshot.tip()), fork == before ? from : entries.view(fork));
  }
}
