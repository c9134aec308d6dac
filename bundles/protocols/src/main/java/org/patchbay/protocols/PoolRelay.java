package org.patchbay.protocols;

import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.relay.Relay;

/** Offers what comes to the pool, and withdraws what leaves it. Confined to the node loop. */
final class PoolRelay implements Mempool.Listener {
  private final Relay relay;

  PoolRelay(Relay relay) {
    this.relay = relay;
  }

  @Override
  public void added(Mempool.Entry entry) {
    relay.offer(entry);
  }

  @Override
  public void removed(Mempool.Entry entry, Mempool.Removal why) {
    relay.withdraw(entry.transaction().wtxid());
  }
}
