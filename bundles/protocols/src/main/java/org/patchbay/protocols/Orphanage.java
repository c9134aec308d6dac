package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;

/**
 * Transactions that wait for their parents (protocol-facts §13.5). Confined to the node loop;
 * passive.
 *
 * <p>Rule: a transaction is kept once, with everybody who announced it. An announcement costs 1 and
 * a tenth of the inputs; all announcements, and a tenth of the inputs of each transaction, are at
 * most 3,000; all weights at most 404,000 for each peer that has orphans. Above that, the peer that
 * uses most of its allowance (its part of 3,000; 404,000) loses its oldest announcement, those that
 * are to be looked at again last; among equals the newer peer.
 *
 * <p>Why: somebody who sends orphans without end displaces only his own, and looking at an orphan
 * again takes time for each input. Beyond Bitcoin Core the weights are bounded as for 125 peers:
 * this node may have thousands.
 */
final class Orphanage {
  static final int MAX_LATENCY = 3_000;
  static final int MAX_WEIGHT = 400_000;
  static final long WEIGHT_ALLOWANCE = 404_000;
  static final int MAX_SHARES = 125;

  private final RandomGenerator random;
  private final KeyedTable<Orphan> orphans;
  private final Map<OutPoint, Set<Orphan>> bySpent = new HashMap<>();
  private final Map<TxAnnouncer, OrphanShare> shares = new LinkedHashMap<>();
  private long sequence;
  private int announcements;
  private long extra;
  private long weight;

  Orphanage(RandomGenerator random) {
    this.random = random;
    this.orphans = new KeyedTable<>(KeyedTable.Secret.of(random));
  }

  /** The orphan with a wtxid, or null. */
  Orphan get(Hash256 wtxid) {
    return orphans.get(wtxid);
  }

  /** A peer has an orphan; nothing is kept that is too heavy to be standard. */
  void add(Transaction tx, List<Hash256> missing, TxAnnouncer peer) {
    Orphan orphan = orphans.get(tx.wtxid());
    if (orphan == null) {
      if (tx.weight() > MAX_WEIGHT) {
        return;
      }
      orphan = new Orphan(tx, missing);
      orphans.add(orphan);
      extra += orphan.extra;
      weight += orphan.weight;
      for (TxIn input : tx.inputs()) {
        bySpent.computeIfAbsent(input.previous(), place -> new LinkedHashSet<>(2)).add(orphan);
      }
    } else if (orphan.by(peer) != null) {
      return;
    }
    Orphan.Announcement announcement = new Orphan.Announcement(orphan, peer, sequence++);
    orphan.announcements.add(announcement);
    shares.computeIfAbsent(peer, OrphanShare::new).add(announcement);
    announcements++;
    trim();
  }

  /** Removes a transaction, whoever announced it. */
  void erase(Hash256 wtxid) {
    Orphan orphan = orphans.get(wtxid);
    if (orphan != null) {
      for (Orphan.Announcement each : List.copyOf(orphan.announcements)) {
        // Without a mark, so that nobody else has to look at what is being erased.
        shares.get(each.by).mark(each, false);
        remove(each);
      }
    }
  }

  /** A peer is gone. */
  void leave(TxAnnouncer peer) {
    OrphanShare share;
    while ((share = shares.get(peer)) != null) {
      remove(share.oldest());
    }
    trim();
  }

  /**
   * Its parent is in the pool or in a block: every child is to be looked at again in the turn of
   * one of its announcers, chosen by chance, so that none of them can prevent it by leaving.
   *
   * @return peers that have something to look at now
   */
  Set<TxAnnouncer> parentArrived(Transaction parent) {
    if (orphans.size() == 0) {
      return Set.of();
    }
    Set<TxAnnouncer> busy = new LinkedHashSet<>();
    int outputs = parent.outputs().size();
    for (int i = 0; i < outputs; i++) {
      for (Orphan child : bySpent.getOrDefault(new OutPoint(parent.txid(), i), Set.of())) {
        if (child.marked() == null) {
          List<Orphan.Announcement> all = child.announcements;
          Orphan.Announcement chosen = all.get(random.nextInt(all.size()));
          shares.get(chosen.by).mark(chosen, true);
          busy.add(chosen.by);
        }
      }
    }
    return busy;
  }

  /** The next transaction to be looked at again in a peer's turn, or null. */
  Orphan next(TxAnnouncer peer) {
    OrphanShare share = shares.get(peer);
    Orphan.Announcement first = share == null ? null : share.firstMarked();
    if (first == null) {
      return null;
    }
    share.mark(first, false);
    return first.orphan;
  }

  /** Whether a peer's turn has something to look at. */
  boolean hasWork(TxAnnouncer peer) {
    OrphanShare share = shares.get(peer);
    return share != null && share.firstMarked() != null;
  }

  /** A block has this transaction: it, and what spends the same outputs, can never be taken. */
  void confirmed(Transaction tx) {
    if (orphans.size() == 0) {
      return;
    }
    erase(tx.wtxid());
    for (TxIn input : tx.inputs()) {
      for (Orphan each : List.copyOf(bySpent.getOrDefault(input.previous(), Set.of()))) {
        erase(each.key());
      }
    }
  }

  private void remove(Orphan.Announcement announcement) {
    OrphanShare share = shares.get(announcement.by);
    share.remove(announcement);
    if (share.isEmpty()) {
      shares.remove(announcement.by);
    }
    announcements--;
    Orphan orphan = announcement.orphan;
    orphan.announcements.remove(announcement);
    if (orphan.announcements.isEmpty()) {
      remove(orphan);
    } else if (announcement.marked) {
      passOn(orphan.announcements.get(0));
    }
  }

  private void passOn(Orphan.Announcement next) {
    shares.get(next.by).mark(next, true);
    next.by.owner.work();
  }

  private void remove(Orphan orphan) {
    orphans.remove(orphan.key());
    extra -= orphan.extra;
    weight -= orphan.weight;
    for (TxIn input : orphan.tx.inputs()) {
      Set<Orphan> same = bySpent.get(input.previous());
      if (same != null) {
        same.remove(orphan);
        if (same.isEmpty()) {
          bySpent.remove(input.previous());
        }
      }
    }
  }

  private void trim() {
    long allowance = Math.max(1, MAX_LATENCY / Math.max(1, shares.size()));
    while (isOver()) {
      OrphanShare worst = null;
      long most = 0;
      for (OrphanShare share : shares.values()) {
        long ratio = share.ratio(allowance);
        if (worst == null || ratio > most || ratio == most && isNewer(share, worst)) {
          worst = share;
          most = ratio;
        }
      }
      remove(worst.oldest());
    }
  }

  private static boolean isNewer(OrphanShare one, OrphanShare other) {
    return one.peer.traits.id() > other.peer.traits.id();
  }

  private boolean isOver() {
    long peers = Math.max(1, Math.min(shares.size(), MAX_SHARES));
    return latency() > MAX_LATENCY || weight > WEIGHT_ALLOWANCE * peers;
  }

  /** What is counted against {@link #MAX_LATENCY}. */
  long latency() {
    return announcements + extra;
  }

  /** The weight of all transactions. */
  long weight() {
    return weight;
  }

  /** Transactions. */
  int size() {
    return orphans.size();
  }

  /** Everybody's announcements. */
  int announcements() {
    return announcements;
  }

  /** Peers that have orphans. */
  int peers() {
    return shares.size();
  }

  /** Outputs that are waited for; for those who count memory. */
  int places() {
    return bySpent.size();
  }

  /** Wtxids of what a peer announced, in no particular order. */
  List<Hash256> of(TxAnnouncer peer) {
    List<Hash256> ids = new ArrayList<>();
    for (Orphan orphan : orphans.list()) {
      if (orphan.by(peer) != null) {
        ids.add(orphan.key());
      }
    }
    return ids;
  }
}
