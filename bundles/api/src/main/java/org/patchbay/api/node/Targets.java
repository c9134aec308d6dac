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

  /**
   * Whether one of {@link #hosts} is dialled by the plain transport alone; otherwise the encrypted
   * one is tried first, where the node speaks it (protocol-facts §3.1).
   */
  default boolean plain(String host) {
    return false;
  }
}
