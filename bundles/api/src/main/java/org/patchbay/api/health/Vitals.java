package org.patchbay.api.health;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.Network;

/** The node at one moment, as health checks see it. Immutable. */
@ProviderType
public interface Vitals {
  /** The network the node belongs to. */
  Network network();

  /** The live peers. */
  List<PeerView> peers();

  /** Totals since the start. */
  Node.Totals totals();

  /** The policy slots. */
  List<Node.Slot> slots();

  /** Outbound connections that the plan wants to hold. */
  int outboundWanted();

  /** Inbound slots. */
  int maxInbound();

  /** How long a task waited for the node loop, in nanoseconds; the longest since the last look. */
  long loopLag();

  /** Raw bytes read per second, since the last look. */
  double bytesInPerSecond();

  /** Raw bytes written per second, since the last look. */
  double bytesOutPerSecond();

  /** The last connected block; empty without a chain. */
  Optional<HeaderView> tip();

  /** Seconds since the chain last grew, as far as this node saw it. */
  long secondsSinceTip();

  /** Whether what the node relays was validated; true when it relays nothing. */
  boolean validated();

  /** Loop time in nanoseconds. */
  long now();

  /** Unix seconds. */
  long wallSeconds();
}
