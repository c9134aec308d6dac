package org.patchbay.protocols;

import org.patchbay.wire.Transaction;

/** A peer as {@link TxRequests} sees it. Confined to the node loop; changed by that class alone. */
final class TxAnnouncer {
  /** What is true of a peer as long as it is connected. */
  record Traits(
      long id, boolean preferred, boolean wtxidRelay, boolean unlimited, boolean servesWitness) {}

  /** The conversation with it. */
  interface Owner {
    /** It is to be asked for something, or did not answer in time. */
    void turn();

    /** An orphan of it is to be looked at again. */
    void work();

    /** It has a transaction that was accepted now. */
    void has(Transaction tx);

    /** It was the first to announce a transaction that was accepted now. */
    default void wasFirst() {}
  }

  final Traits traits;
  final Owner owner;
  final KeyedTable<TxAnnouncement> announcements;

  /** What it is to be asked for now. */
  final TxQueue best = new TxQueue();

  int inFlight;
  int expired;

  /** Whether it waits for its turn. */
  boolean called;

  TxAnnouncer(Traits traits, Owner owner, KeyedTable.Secret secret) {
    this.traits = traits;
    this.owner = owner;
    this.announcements = new KeyedTable<>(secret);
  }

  /** Announcements that are tracked. */
  int tracked() {
    return announcements.size();
  }

  /** Requests on their way. */
  int inFlight() {
    return inFlight;
  }

  /** How many requests expired since this was last asked. */
  int takeExpired() {
    int count = expired;
    expired = 0;
    return count;
  }
}
