package org.patchbay.api.chain;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Asks a peer of the operator's choice for a block. Confined to the node loop. */
@ProviderType
public interface BlockRequests {
  /**
   * Asks one peer for a block, and nobody else from then on. Whoever does not deliver in time is
   * disconnected as always.
   *
   * @param block whose header is stored, and which is not here
   * @param peer its id
   * @return why it is not asked, in Bitcoin Core's words; empty when it is
   */
  Optional<String> request(HeaderView block, long peer);
}
