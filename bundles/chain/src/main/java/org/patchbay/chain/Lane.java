package org.patchbay.chain;

import org.patchbay.wire.UInt256;

/** What the headers of all peers go through, one after the other. Confined to the chain lane. */
record Lane(ChainParams params, Index index, HeaderRules rules, Ledger ledger) {
  Lane(ChainParams params, Index index, HeaderRules rules, HeaderLog log) {
    this(params, index, rules, new Ledger(index, params, rules, log));
  }

  /**
   * Work from which a chain is worth storing (protocol-facts §14.4): the network's minimum, and
   * what our tip has but for a day's worth.
   */
  UInt256 threshold() {
    Snapshot snapshot = index.snapshot();
    Entries entries = snapshot.entries();
    UInt256 tip = entries.work(snapshot.tip());
    UInt256 day = rules.target(entries.bits(snapshot.tip())).work().times(144);
    UInt256 near = tip.compareTo(day) > 0 ? tip.minus(day) : UInt256.ZERO;
    return near.compareTo(params.minimumWork()) > 0 ? near : params.minimumWork();
  }
}
