package org.patchbay.api.node;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.wire.NetworkAddress;

/**
 * Somebody who names addresses that the engine keeps connected, as it does those of {@code
 * --connect}. Called on the node loop, often: answer from memory.
 */
@ConsumerType
public interface Targets {
  /** The addresses now. */
  Collection<NetworkAddress> targets();

  /** Hosts besides, host or host:port, whose names are looked up. */
  default Collection<String> hosts() {
    return List.of();
  }
}
