package org.patchbay.protocols;

import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.relay.Relay;
import org.patchbay.wire.Hash256;

/**
 * Offers what the pool holds and what comes to it, and withdraws what leaves it. Confined to the
 * node loop.
 */
final class PoolRelay implements Mempool.Listener {
  private final Mempool pool;
  private final Relay relay;
  private Cancellable following = () -> {};

  PoolRelay(Mempool pool, Relay relay) {
    this.pool = pool;
    this.relay = relay;
  }

  boolean through(Relay other) {
    return relay == other;
  }

  void begin() {
    pool.snapshot().forEach(this::added);
    following = pool.follow(this);
  }

  /**
   * Follows the pool no more, and offers nothing: of what leaves the pool from now on relay would
   * not hear, and keep it for ever.
   */
  void end() {
    following.cancel();
    pool.snapshot().forEach(entry -> relay.withdraw(entry.transaction().wtxid()));
  }

  void connected(Hash256 block) {
    relay.block(block);
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
