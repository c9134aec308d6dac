package org.patchbay.api.transport;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where links go that others opened to this node by a way of their own, and not at one of its
 * listening sockets (protocol-facts §19.4). The engine offers it as a service. From any thread.
 */
@ProviderType
public interface Entrance {
  /**
   * What {@link Transport#accept} is given. Whoever comes is an inbound peer of the network of its
   * address: all of one network share what elsewhere those of one listening address share.
   *
   * @return empty while nobody is let in: before handshake and judgement are in place, and once the
   *     node stops
   */
  Optional<LinkEvents> events();

  /** Whether the operator wants the node to be found: its configuration names a place to listen. */
  boolean listens();
}
