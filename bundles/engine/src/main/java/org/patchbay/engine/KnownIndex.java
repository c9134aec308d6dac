package org.patchbay.engine;

import java.util.HashMap;
import java.util.Map;
import org.patchbay.wire.Hash256;

/**
 * Who knows of which transaction: one shared index with a bit per peer, where Bitcoin Core has a
 * filter of 50,000 hashes for each (protocol-facts §13.1). Confined to the node loop.
 *
 * <p>Rule: what is offered stays until it is withdrawn; of what was withdrawn the last 10,000 stay,
 * for when a reorganisation brings it back. A hash that was announced and never offered is on the
 * account of the peer that said it first, 5,000 for each peer and 50,000 for all; beyond it the
 * oldest of the largest accounts goes, and never what is offered. Who knows of an offer is kept
 * until no group has yet to be told of it.
 *
 * <p>Attack: hashes that nobody will ever offer would displace what the pool holds, or fill memory.
 * What is forgotten costs one needless announcement.
 */
final class KnownIndex {
  static final int WITHDRAWN = 10_000;
  static final int PER_ANNOUNCER = 5_000;
  static final int UNKNOWN = 50_000;

  final HearerTable hearers = new HearerTable(this::wash);
  private final Map<Hash256, KnownItem> byHash = new HashMap<>();
  private final ItemChain pool = new ItemChain();
  private final ItemChain withdrawn = new ItemChain();
  private int unknown;
  private int hand;

  /** The item with a txid or wtxid; null when nothing is known of it. */
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
    return unknown;
  }

  /** How many are known in all. */
  int size() {
    return pool.size() + withdrawn.size() + unknown;
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
    if (!own) {
      // Under this hash something else may have been found by its txid.
      KnownItem fresh = new KnownItem(wtxid);
      takeOver(item, wtxid, fresh);
      item = fresh;
      byHash.put(wtxid, item);
    } else {
      unchain(item);
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

  /** What was found under a hash gives it up to another item, with its bits. */
  private void takeOver(KnownItem from, Hash256 hash, KnownItem to) {
    if (from == null) {
      return;
    }
    to.addAll(from, hearers.words());
    if (from.announcer != null) {
      forget(from);
    } else if (hash.equals(from.alias)) {
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
      makeRoom(hearer);
      item = new KnownItem(id);
      item.announcer = hearer;
      hearer.unknown.add(item);
      unknown++;
      byHash.put(id, item);
    }
    item.add(hearer.slot, hearers.words());
  }

  private void makeRoom(Hearer newcomer) {
    if (newcomer.unknown.size() >= PER_ANNOUNCER) {
      forget(newcomer.unknown.first());
    } else if (unknown >= UNKNOWN) {
      int share = UNKNOWN / Math.max(1, hearers.size());
      Hearer victim = newcomer.unknown.size() >= Math.max(1, share) ? newcomer : greedy(share);
      forget(victim.unknown.first());
    }
  }

  /** The next one with more than its share: there is one, since all shares together are taken. */
  private Hearer greedy(int share) {
    while (true) {
      hand = hand < hearers.high() ? hand : 0;
      Hearer hearer = hearers.at(hand);
      if (hearer != null && hearer.unknown.size() > share) {
        return hearer;
      }
      hand++;
    }
  }

  private void forget(KnownItem item) {
    unchain(item);
    byHash.remove(item.id, item);
    if (item.alias != null) {
      byHash.remove(item.alias, item);
    }
  }

  private void unchain(KnownItem item) {
    if (item.announcer == null) {
      withdrawn.remove(item);
    } else {
      item.announcer.unknown.remove(item);
      item.announcer = null;
      unknown--;
    }
  }

  /** A peer is told no more: its hashes go on the account of another that said them, or go. */
  void leave(Hearer hearer) {
    hearers.remove(hearer);
    for (KnownItem item = hearer.unknown.first(); item != null; item = hearer.unknown.first()) {
      Hearer heir = anyOf(item);
      if (heir == null || heir.unknown.size() >= PER_ANNOUNCER) {
        forget(item);
      } else {
        hearer.unknown.remove(item);
        item.announcer = heir;
        heir.unknown.add(item);
      }
    }
  }

  private Hearer anyOf(KnownItem item) {
    for (int i = 0; i < item.words(); i++) {
      for (long word = item.word(i); word != 0; word &= word - 1) {
        Hearer hearer = hearers.at((i << 6) + Long.numberOfTrailingZeros(word));
        if (hearer != null) {
          return hearer;
        }
      }
    }
    return null;
  }

  private void wash(long[] freed) {
    for (KnownItem item : byHash.values()) {
      item.clear(freed);
    }
  }
}
