package org.patchbay.api.transport;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Somebody who hands to a listening socket of this node what comes in for an onion service
 * (protocol-facts §19.3, §19.7). Registered as a service: the engine listens for it, and counts
 * whoever comes in there as of the onion network.
 */
@ConsumerType
public interface Forwarder {
  /**
   * Where the engine is to listen unless its configuration names an onion address itself; on the
   * port after the first that the configuration names, where it names one.
   */
  InetSocketAddress target();

  /**
   * Told on the node loop, at first and at every change: return at once.
   *
   * @param at the socket that listens, with its real port; empty while none does
   */
  void listening(Optional<InetSocketAddress> at);
}
