package org.patchbay.api.transport;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.wire.NetworkClass;

/**
 * A way into a network that plain sockets do not reach (protocol-facts §19), registered as a
 * service by who made it. An operator's proxy for that network comes before it. From any thread.
 */
@ConsumerType
public interface Way {
  /** The network it leads into. */
  NetworkClass network();

  /** Whether it can be gone now. */
  boolean open();

  /**
   * Looks for a passage; fails, with a message for people, when there is none now.
   *
   * @param to an address of that network
   */
  CompletionStage<Passage> passage(Destination to);
}
