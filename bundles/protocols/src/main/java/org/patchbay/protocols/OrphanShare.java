package org.patchbay.protocols;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What one peer has in the orphanage. Confined to the node loop; changed by {@link Orphanage}
 * alone.
 */
final class OrphanShare {
  final TxAnnouncer peer;

  /** Its announcements, the oldest first: those not to be looked at again, and those that are. */
  private final NavigableMap<Long, Orphan.Announcement> plain = new TreeMap<>();

  private final NavigableMap<Long, Orphan.Announcement> marked = new TreeMap<>();
  private long latency;
  private long weight;

  OrphanShare(TxAnnouncer peer) {
    this.peer = peer;
  }

  void add(Orphan.Announcement announcement) {
    plain.put(announcement.sequence, announcement);
    latency += announcement.latency();
    weight += announcement.orphan.weight;
  }

  void remove(Orphan.Announcement announcement) {
    (announcement.marked ? marked : plain).remove(announcement.sequence);
    latency -= announcement.latency();
    weight -= announcement.orphan.weight;
  }

  void mark(Orphan.Announcement announcement, boolean again) {
    (announcement.marked ? marked : plain).remove(announcement.sequence);
    announcement.marked = again;
    (again ? marked : plain).put(announcement.sequence, announcement);
  }

  /** The oldest that is to be looked at again, or null. */
  Orphan.Announcement firstMarked() {
    return marked.isEmpty() ? null : marked.firstEntry().getValue();
  }

  /** The one to be given up first. */
  Orphan.Announcement oldest() {
    return (plain.isEmpty() ? marked : plain).firstEntry().getValue();
  }

  boolean isEmpty() {
    return plain.isEmpty() && marked.isEmpty();
  }

  int count() {
    return plain.size() + marked.size();
  }

  long latency() {
    return latency;
  }

  long weight() {
    return weight;
  }

  /** Usage over allowance, the larger of both, times a number that is the same for all peers. */
  long ratio(long latencyAllowance) {
    return Math.max(latency * Orphanage.WEIGHT_ALLOWANCE, weight * latencyAllowance);
  }
}
