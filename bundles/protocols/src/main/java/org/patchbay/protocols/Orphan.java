package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Transaction;

/**
 * A transaction that waits for its parents. Confined to the node loop; changed by {@link Orphanage}
 * alone.
 */
final class Orphan implements KeyedTable.Keyed {
  private static final int INPUTS_OF_ONE = 10;

  final Transaction tx;

  /** Txids of the parents that were not known when it came. */
  final List<Hash256> missing;

  /** What looking at it again costs, beside the announcement itself: a tenth of its inputs. */
  final int extra;

  final int weight;
  final List<Announcement> announcements = new ArrayList<>(1);

  /** That one peer has it. */
  static final class Announcement {
    final Orphan orphan;
    final TxAnnouncer by;
    final long sequence;

    /** To be looked at again in this peer's turn. */
    boolean marked;

    Announcement(Orphan orphan, TxAnnouncer by, long sequence) {
      this.orphan = orphan;
      this.by = by;
      this.sequence = sequence;
    }

    int latency() {
      return 1 + orphan.extra;
    }
  }

  Orphan(Transaction tx, List<Hash256> missing) {
    this.tx = tx;
    this.missing = missing;
    this.extra = tx.inputs().size() / INPUTS_OF_ONE;
    this.weight = tx.weight();
  }

  @Override
  public Hash256 key() {
    return tx.wtxid();
  }

  /** The announcement of a peer, or null. */
  Announcement by(TxAnnouncer peer) {
    for (Announcement each : announcements) {
      if (each.by == peer) {
        return each;
      }
    }
    return null;
  }

  /** The announcement that is marked, or null. */
  Announcement marked() {
    for (Announcement each : announcements) {
      if (each.marked) {
        return each;
      }
    }
    return null;
  }
}
