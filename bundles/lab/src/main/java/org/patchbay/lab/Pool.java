package org.patchbay.lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/**
 * Transactions that wait for a block: what the lab's wallets made and what the node told. Confined
 * to the lab thread.
 */
final class Pool {
  /** So many at most. */
  static final int MAX = 20_000;

  private static final long SECOND = 1_000_000_000L;

  /** The miner leaves the node this long to tell its peers: then there is something to see. */
  private static final long SETTLED = 6 * SECOND;

  private static final long SERVED = 12 * SECOND;
  private static final long OVERDUE = 60 * SECOND;

  private final Map<Hash256, Entry> byTxid = new LinkedHashMap<>();
  private final Map<Hash256, Entry> byWtxid = new HashMap<>();
  private final Map<OutPoint, Entry> spenders = new HashMap<>();

  /** One transaction. Confined to the lab thread. */
  static final class Entry {
    private final Transaction transaction;
    private final long fee;
    private final long addedAt;
    private long toldAt;
    private long servedAt = -1;
    private boolean heard;

    private Entry(Transaction transaction, long fee, long now) {
      this.transaction = transaction;
      this.fee = fee;
      this.addedAt = now;
      this.toldAt = now;
    }

    Transaction transaction() {
      return transaction;
    }

    long fee() {
      return fee;
    }

    /** Whether the node told it to a lab peer. */
    boolean heard() {
      return heard;
    }

    /** The node fetched it from a lab peer. */
    void served(long now) {
      servedAt = servedAt < 0 ? now : servedAt;
    }

    private boolean mineable(long now) {
      return heard && now - addedAt >= SETTLED || servedAt >= 0 && now - servedAt >= SERVED;
    }
  }

  /**
   * Adds one; empty when it is there, when another one spends what it spends, or for want of room.
   */
  Optional<Entry> add(Transaction tx, long fee, long now) {
    boolean conflicts = tx.inputs().stream().map(TxIn::previous).anyMatch(spenders::containsKey);
    if (byTxid.size() >= MAX || conflicts || byTxid.containsKey(tx.txid())) {
      return Optional.empty();
    }
    Entry entry = new Entry(tx, fee, now);
    byTxid.put(tx.txid(), entry);
    byWtxid.put(tx.wtxid(), entry);
    tx.inputs().forEach(input -> spenders.put(input.previous(), entry));
    return Optional.of(entry);
  }

  /** The node told it. */
  void heard(Hash256 wtxid) {
    Entry entry = byWtxid.get(wtxid);
    if (entry != null) {
      entry.heard = true;
    }
  }

  /** What an inventory item names, by txid or wtxid. */
  Optional<Entry> find(Inventory item) {
    return Optional.ofNullable((item.type() == Inventory.WTX ? byWtxid : byTxid).get(item.hash()));
  }

  /** An unspent output of one of them. */
  Optional<TxOut> output(OutPoint place) {
    Entry entry = byTxid.get(place.txid());
    return entry == null
            || place.index() >= entry.transaction.outputs().size()
            || spenders.containsKey(place)
        ? Optional.empty()
        : Optional.of(entry.transaction.outputs().get((int) place.index()));
  }

  boolean spends(OutPoint place) {
    return spenders.containsKey(place);
  }

  int size() {
    return byTxid.size();
  }

  /**
   * What the next block holds, parents before children: what the node told, which shows that it
   * came around, and what the node fetched a while ago and had no time to tell.
   */
  List<Entry> toMine(long now, long maxWeight) {
    List<Entry> chosen = new ArrayList<>();
    Set<Hash256> in = new HashSet<>();
    long weight = 0;
    for (Entry entry : byTxid.values()) {
      Transaction tx = entry.transaction;
      boolean parents =
          tx.inputs().stream()
              .map(input -> input.previous().txid())
              .allMatch(parent -> in.contains(parent) || !byTxid.containsKey(parent));
      if (entry.mineable(now) && parents && weight + tx.weight() <= maxWeight) {
        weight += tx.weight();
        in.add(tx.txid());
        chosen.add(entry);
      }
    }
    return chosen;
  }

  /** What nobody fetched for a minute and is to be announced again, the oldest first. */
  List<Entry> overdue(long now, int max) {
    List<Entry> all =
        byTxid.values().stream()
            .filter(one -> one.servedAt < 0 && !one.heard && now - one.toldAt >= OVERDUE)
            .limit(max)
            .toList();
    all.forEach(one -> one.toldAt = now);
    return all;
  }

  /** A block came: what is in it goes, and what it made impossible, with its descendants. */
  void confirmed(Block block) {
    for (Transaction tx : block.transactions()) {
      Entry known = byTxid.get(tx.txid());
      if (known != null) {
        remove(known);
      }
      for (TxIn input : tx.inputs()) {
        Entry rival = spenders.get(input.previous());
        if (rival != null) {
          removeWithDescendants(rival);
        }
      }
    }
  }

  void clear() {
    byTxid.clear();
    byWtxid.clear();
    spenders.clear();
  }

  Collection<Entry> entries() {
    return List.copyOf(byTxid.values());
  }

  private void removeWithDescendants(Entry first) {
    Deque<Entry> doomed = new ArrayDeque<>(List.of(first));
    while (!doomed.isEmpty()) {
      Entry entry = doomed.remove();
      remove(entry);
      Hash256 txid = entry.transaction.txid();
      IntStream.range(0, entry.transaction.outputs().size())
          .mapToObj(i -> spenders.get(new OutPoint(txid, i)))
          .filter(child -> child != null)
          .forEach(doomed::add);
    }
  }

  private void remove(Entry entry) {
    byTxid.remove(entry.transaction.txid(), entry);
    byWtxid.remove(entry.transaction.wtxid(), entry);
    entry.transaction.inputs().forEach(input -> spenders.remove(input.previous(), entry));
  }
}
