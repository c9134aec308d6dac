package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;

/** The rules of protocol-facts §13.5 written down as they are told: one list of who has what. */
final class NaiveOrphanage {
  private final List<Entry> entries = new ArrayList<>();
  private final RandomGenerator random;

  /** In the list in the order of announcement. */
  private static final class Entry {
    final Transaction tx;
    final TxAnnouncer by;
    boolean marked;

    Entry(Transaction tx, TxAnnouncer by) {
      this.tx = tx;
      this.by = by;
    }

    int latency() {
      return 1 + tx.inputs().size() / 10;
    }
  }

  NaiveOrphanage(RandomGenerator random) {
    this.random = random;
  }

  void add(Transaction tx, TxAnnouncer by) {
    boolean known = entries.stream().anyMatch(each -> each.by == by && each.tx == tx);
    if (!known && tx.weight() <= 400_000) {
      entries.add(new Entry(tx, by));
      trim();
    }
  }

  void erase(Transaction tx) {
    entries.removeIf(each -> each.tx == tx);
  }

  void leave(TxAnnouncer by) {
    List<Entry> gone = new ArrayList<>(entries.stream().filter(each -> each.by == by).toList());
    gone.forEach(this::remove);
    trim();
  }

  void parentArrived(Transaction parent) {
    for (int i = 0; i < parent.outputs().size(); i++) {
      OutPoint place = new OutPoint(parent.txid(), i);
      List<Transaction> children = new ArrayList<>();
      for (Transaction tx : unique()) {
        if (tx.inputs().stream().anyMatch(input -> input.previous().equals(place))) {
          children.add(tx);
        }
      }
      for (Transaction child : children) {
        List<Entry> all = of(child);
        if (all.stream().noneMatch(each -> each.marked)) {
          all.get(random.nextInt(all.size())).marked = true;
        }
      }
    }
  }

  /** The wtxid to be looked at next, or zero. */
  Hash256 next(TxAnnouncer by) {
    for (Entry each : entries) {
      if (each.by == by && each.marked) {
        each.marked = false;
        return each.tx.wtxid();
      }
    }
    return Hash256.ZERO;
  }

  void confirmed(Transaction tx) {
    erase(tx);
    Set<OutPoint> spent = tx.inputs().stream().map(TxIn::previous).collect(Collectors.toSet());
    entries.removeIf(
        each -> each.tx.inputs().stream().anyMatch(input -> spent.contains(input.previous())));
  }

  private void remove(Entry gone) {
    entries.remove(gone);
    if (gone.marked && !of(gone.tx).isEmpty()) {
      of(gone.tx).get(0).marked = true;
    }
  }

  private void trim() {
    double latencyAllowance = Math.max(1, 3_000 / Math.max(1, peers().size()));
    while (latency() > 3_000 || weight() > 404_000L * Math.max(1, Math.min(125, peers().size()))) {
      TxAnnouncer worst =
          peers().stream()
              .max(
                  Comparator.<TxAnnouncer>comparingDouble(peer -> ratio(peer, latencyAllowance))
                      .thenComparingLong(peer -> peer.traits.id()))
              .orElseThrow();
      remove(
          entries.stream()
              .filter(each -> each.by == worst)
              .min(Comparator.comparing(each -> each.marked))
              .orElseThrow());
    }
  }

  private double ratio(TxAnnouncer peer, double latencyAllowance) {
    List<Entry> its = entries.stream().filter(each -> each.by == peer).toList();
    return Math.max(
        its.stream().mapToLong(Entry::latency).sum() / latencyAllowance,
        its.stream().mapToLong(each -> each.tx.weight()).sum() / 404_000.0);
  }

  private List<Entry> of(Transaction tx) {
    return entries.stream().filter(each -> each.tx == tx).toList();
  }

  private List<TxAnnouncer> peers() {
    return entries.stream().map(each -> each.by).distinct().toList();
  }

  private List<Transaction> unique() {
    return entries.stream().map(each -> each.tx).distinct().toList();
  }

  long latency() {
    return entries.size() + unique().stream().mapToLong(tx -> tx.inputs().size() / 10).sum();
  }

  long weight() {
    return unique().stream().mapToLong(Transaction::weight).sum();
  }

  Set<Hash256> of(TxAnnouncer by) {
    Set<Hash256> ids = new TreeSet<>();
    entries.stream().filter(each -> each.by == by).forEach(each -> ids.add(each.tx.wtxid()));
    return ids;
  }
}
