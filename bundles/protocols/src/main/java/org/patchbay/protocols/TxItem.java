package org.patchbay.protocols;

import org.patchbay.wire.Hash256;

/**
 * A transaction that somebody announced and that we do not have. Confined to the node loop; changed
 * by {@link TxRequests} alone.
 */
final class TxItem implements KeyedTable.Keyed {
  final Hash256 hash;

  /** Who announced it. */
  TxAnnouncement first;

  /** The one that is asked, or is to be asked next; null while all are delayed. */
  TxAnnouncement chosen;

  /** Announcements that are not completed. */
  int open;

  TxItem(Hash256 hash) {
    this.hash = hash;
  }

  @Override
  public Hash256 key() {
    return hash;
  }

  /** Whose announcement came first, of those not completed; null for nobody. */
  TxAnnouncement earliest() {
    TxAnnouncement earliest = null;
    for (TxAnnouncement at = first; at != null; at = at.right) {
      boolean open = at.state != TxAnnouncement.State.COMPLETED;
      earliest = open && (earliest == null || at.sequence < earliest.sequence) ? at : earliest;
    }
    return earliest;
  }

  void add(TxAnnouncement announcement) {
    announcement.right = first;
    if (first != null) {
      first.left = announcement;
    }
    first = announcement;
    open++;
  }

  void remove(TxAnnouncement announcement) {
    if (announcement.left == null) {
      first = announcement.right;
    } else {
      announcement.left.right = announcement.right;
    }
    if (announcement.right != null) {
      announcement.right.left = announcement.left;
    }
    announcement.left = null;
    announcement.right = null;
  }
}
