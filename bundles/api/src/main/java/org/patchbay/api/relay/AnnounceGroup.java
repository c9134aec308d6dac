package org.patchbay.api.relay;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkClass;

/**
 * Peers that are told of transactions at the same times (protocol-facts §13.1): each outbound peer
 * alone, all inbound peers of one network key together. A delay for each inbound peer would let a
 * spy with many connections take the minimum.
 */
@ProviderType
public interface AnnounceGroup {
  /** What kind of peers. */
  Kind kind();

  /** Network class of the connections. */
  NetworkClass network();

  /** The peers now. */
  Collection<? extends PeerView> peers();

  /** True while the node backs off for want of bandwidth: longer waits are asked for. */
  boolean strained();

  /** Kinds of groups. */
  enum Kind {
    /** Inbound peers of one network key. */
    INBOUND,
    /** One outbound peer. */
    OUTBOUND,
    /** Peers with {@code noban}: Bitcoin Core lets them wait for nothing. */
    TRUSTED
  }
}
