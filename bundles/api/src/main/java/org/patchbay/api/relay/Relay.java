package org.patchbay.api.relay;

import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Hash256;

/**
 * The engine's announce groups and the one index of who knows what. Confined to the node loop. What
 * is offered is pinned in the index until it is withdrawn.
 */
@ProviderType
public interface Relay {
  /** Offers a transaction of the pool to every peer that takes part. */
  void offer(Mempool.Entry entry);

  /** It left the pool: nobody is told of it any more. */
  void withdraw(Hash256 wtxid);

  /** A block was connected; who is told and who asks is counted from now on. */
  void block(Hash256 block);
}
