package org.patchbay.protocols;

/**
 * Announcements in the order in which they came, each in at most one queue. Confined to its owner.
 */
final class TxQueue {
  private TxAnnouncement first;
  private TxAnnouncement last;

  TxAnnouncement first() {
    return first;
  }

  void add(TxAnnouncement added) {
    added.queue = this;
    added.before = last;
    added.after = null;
    if (last == null) {
      first = added;
    } else {
      last.after = added;
    }
    last = added;
  }

  void remove(TxAnnouncement removed) {
    if (removed.before == null) {
      first = removed.after;
    } else {
      removed.before.after = removed.after;
    }
    if (removed.after == null) {
      last = removed.before;
    } else {
      removed.after.before = removed.before;
    }
    removed.queue = null;
    removed.before = null;
    removed.after = null;
  }
}
