package org.patchbay.engine;

import org.patchbay.api.peer.Ledger;

/** A ledger at one moment. Immutable. */
record LedgerSnapshot(
    long ioTime,
    long usefulMessages,
    long uselessMessages,
    long blocks,
    long transactions,
    long firstBlocks,
    long firstTransactions,
    long pauses,
    long pausedTime)
    implements Ledger {

  static LedgerSnapshot of(Ledger ledger) {
    return new LedgerSnapshot(
        ledger.ioTime(),
        ledger.usefulMessages(),
        ledger.uselessMessages(),
        ledger.blocks(),
        ledger.transactions(),
        ledger.firstBlocks(),
        ledger.firstTransactions(),
        ledger.pauses(),
        ledger.pausedTime());
  }
}
