package org.patchbay.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Hash256;

/**
 * Who knows of which transaction: one shared index with a bit per peer, where Bitcoin Core has a
 * filter of 50,000 hashes for each (protocol-facts §13.1). Confined to the node loop.
 *
 * <p>Rule: what is offered stays until it is withdrawn; of what was withdrawn the last 10,000 stay,
 * for when a reorganisation brings it back. Hashes that were announced and never offered stand
 * apart, in bounded {@link Rumours}, and never displace what is offered. Who knows of an offer is
 * kept until no group has yet to be told of it.
 *
 * <p>Attack: hashes that nobody will ever offer would displace what the pool holds, or fill memory.
 * What is forgotten costs one needless announcement.
 */
final class KnownIndex {
  static final int WITHDRAWN = 10_000;

  final HearerTable hearers = new HearerTable(this::wash);
  private final Map<Hash256, KnownItem> byHash = new HashMap<>();
  private final ItemChain pool = new ItemChain();
  private final ItemChain withdrawn = new ItemChain();
  private final Rumours rumours;

  KnownIndex(RandomGenerator random) {
    rumours = new Rumours(hearers, random);
  }

  /** The item with a txid or wtxid; null when it was never offered, or long ago. */
  KnownItem find(Hash256 id) {
    return byHash.get(id);
  }

  /** The oldest of what is offered; the others follow it. */
  KnownItem firstOffered() {
    return pool.first();
  }

  /** How many are offered. */
  int offered() {
    return pool.size();
  }

  /** How many were announced and never offered. */
  int unknown() {
    return rumours.size();
  }

  /** How many are known in all. */
  int size() {
    return pool.size() + withdrawn.size() + rumours.size();
  }

  /**
   * The item of a transaction that is about to be offered, with what was known of it under either
   * hash.
   */
  KnownItem pin(Hash256 txid, Hash256 wtxid) {
    KnownItem item = byHash.get(wtxid);
    boolean own = item != null && item.id.equals(wtxid);
    if (own && item.offered != null) {
      return item;
    }
    if (own) {
      withdrawn.remove(item);
    } else {
      // Under this hash something else may have been found by its txid.
      KnownItem fresh = new KnownItem(wtxid);
      takeOver(item, wtxid, fresh);
      item = fresh;
      byHash.put(wtxid, item);
    }
    if (!txid.equals(wtxid)) {
      KnownItem other = byHash.get(txid);
      if (other != item) {
        takeOver(other, txid, item);
      }
      byHash.put(txid, item);
      item.alias = txid;
    }
    pool.add(item);
    return item;
  }

  /** What was found under a hash, or said of it, goes to another item, with its bits. */
  private void takeOver(KnownItem from, Hash256 hash, KnownItem to) {
    if (from == null) {
      rumours.settle(hash, to);
      return;
    }
    to.addAll(from, hearers.words());
    if (hash.equals(from.alias)) {
      from.alias = null;
    }
  }

  /** It is offered no more. */
  void unpin(KnownItem item) {
    pool.remove(item);
    item.offered = null;
    withdrawn.add(item);
    if (withdrawn.size() > WITHDRAWN) {
      forget(withdrawn.first());
    }
  }

  /** A peer has the transaction with this txid or wtxid. */
  void knows(Hearer hearer, Hash256 id) {
    KnownItem item = byHash.get(id);
    if (item == null) {
      rumours.say(hearer, id);
    } else {
      item.add(hearer.slot, hearers.words());
    }
  }

  /** Whether a peer is known to have the transaction with this txid or wtxid. */
  boolean knownTo(Hearer hearer, Hash256 id) {
    KnownItem item = byHash.get(id);
    return item == null ? rumours.said(hearer, id) : item.has(hearer.slot);
  }

  private void forget(KnownItem item) {
    withdrawn.remove(item);
    byHash.remove(item.id, item);
    if (item.alias != null) {
      byHash.remove(item.alias, item);
    }
  }

  /** A peer is told no more. */
  void leave(Hearer hearer) {
    hearers.remove(hearer);
    rumours.leave(hearer);
  }

  private void wash(long[] freed) {
    for (KnownItem item : byHash.values()) {
      item.clear(freed);
    }
    rumours.clear(freed);
  }
}
