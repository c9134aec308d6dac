package org.patchbay.engine;

/** A peer that is told of transactions, and what it said of them. Confined to the node loop. */
final class Hearer {
  final Peer peer;
  final Group group;

  /** Its bit in {@link KnownItem}. */
  final int slot;

  /** What was offered up to this number it is not told of. */
  final long since;

  /** Hashes on its account that were never offered. */
  final Rumours.Account rumours = new Rumours.Account();

  boolean byWtxid;

  /** Satoshi per 1000 virtual bytes. */
  long feeFilter;

  /** It asked for everything that is offered now (BIP35). */
  boolean everything;

  Hearer(Peer peer, Group group, int slot, long since) {
    this.peer = peer;
    this.group = group;
    this.slot = slot;
    this.since = since;
  }

  /** Whether it may be told of an offer that it does not know. */
  boolean wants(Offered offer) {
    return feeFilter <= offer.rate && offer.sequence > since && passes(offer);
  }

  /** Whether it is among those that the peer asked for. */
  boolean passes(Offered offer) {
    return peer.filter == null || peer.filter.test(offer.item.id);
  }

  /**
   * Whether it is told of anything now: of what comes while it does not read, it hears from others.
   * A trusted peer is told all the same.
   */
  boolean listens() {
    return peer.open() && peer.relaysTransactions() && (group.trusted() || peer.link.writable());
  }
}
