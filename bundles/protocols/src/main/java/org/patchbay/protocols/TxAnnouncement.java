package org.patchbay.protocols;

import org.patchbay.wire.Hash256;

/**
 * That one peer has one transaction, and how far we are with asking it (protocol-facts §13.3).
 * Confined to the node loop; changed by {@link TxRequests} alone. Flat, because there can be 5,000
 * of each peer.
 */
final class TxAnnouncement implements KeyedTable.Keyed {
  /** How far we are. */
  enum State {
    /** Not to be asked yet. */
    DELAYED,
    /** Could be asked; somebody else is, or comes first. */
    READY,
    /** Is to be asked next. */
    BEST,
    /** Was asked. */
    REQUESTED,
    /** Answered, one way or another, or failed to; not asked again. */
    COMPLETED
  }

  final TxItem item;
  final TxAnnouncer by;
  final boolean byWtxid;

  /** Order of announcement, over all peers. */
  final long sequence;

  State state = State.DELAYED;

  /** When it may be asked for, or when the request expires. */
  long time;

  /** The one queue that it is in, or null, and its neighbours there. */
  TxQueue queue;

  TxAnnouncement before;

  TxAnnouncement after;

  /** Neighbours among those of one item. */
  TxAnnouncement left;

  TxAnnouncement right;

  TxAnnouncement(TxItem item, TxAnnouncer by, boolean byWtxid, long sequence) {
    this.item = item;
    this.by = by;
    this.byWtxid = byWtxid;
    this.sequence = sequence;
  }

  @Override
  public Hash256 key() {
    return item.hash;
  }
}
