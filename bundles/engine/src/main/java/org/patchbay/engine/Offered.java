package org.patchbay.engine;

import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.relay.Offer;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;

/** A transaction of the pool as it is offered to peers. Confined to the node loop. */
final class Offered implements Offer {
  final KnownItem item;

  /** Its number among all that was ever offered. */
  final long sequence;

  /** The highest fee filter that it passes, in satoshi per 1000 virtual bytes. */
  final long rate;

  /** Groups in whose queue it is. */
  private int waiting;

  private final Hash256 txid;
  private final long fee;
  private final int vsize;
  private final int ancestors;
  private final long offeredAt;
  private Inventory byTxid;
  private Inventory byWtxid;

  Offered(KnownItem item, Mempool.Entry entry, long sequence, long now) {
    this.item = item;
    this.sequence = sequence;
    this.txid = entry.transaction().txid();
    this.fee = entry.fee();
    this.vsize = Math.max(1, entry.vsize());
    this.ancestors = entry.ancestors();
    this.offeredAt = now;
    this.rate = fee * 1000 / vsize;
  }

  /** It is in one more queue. */
  void queued() {
    waiting++;
  }

  /** It left a queue. */
  void unqueued() {
    waiting--;
    settle();
  }

  /** Once no group has yet to be told of it, it is forgotten who knows of it. */
  void settle() {
    if (waiting == 0 && live()) {
      item.settle();
    }
  }

  /** Whether the pool still holds it. */
  boolean live() {
    return item.offered == this;
  }

  /** As an inv names it to a peer. */
  Inventory named(boolean wtxid) {
    if (wtxid) {
      if (byWtxid == null) {
        byWtxid = new Inventory(Inventory.WTX, item.id);
      }
      return byWtxid;
    }
    if (byTxid == null) {
      byTxid = new Inventory(Inventory.TX, txid);
    }
    return byTxid;
  }

  @Override
  public Hash256 txid() {
    return txid;
  }

  @Override
  public Hash256 wtxid() {
    return item.id;
  }

  @Override
  public long fee() {
    return fee;
  }

  @Override
  public int vsize() {
    return vsize;
  }

  @Override
  public int ancestors() {
    return ancestors;
  }

  @Override
  public long offeredAt() {
    return offeredAt;
  }
}
