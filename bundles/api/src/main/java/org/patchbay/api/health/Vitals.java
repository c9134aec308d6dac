package org.patchbay.api.health;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;

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

  /** Whether the node listens for connections. */
  boolean listening();

  /**
   * Seconds by which the wall clock moved against the monotonic one within the last ten minutes:
   * positive when somebody set it forward, or the machine slept.
   */
  double clockMoved();

  /** The disk of the data folder; empty until it was looked at. */
  Optional<Disk> disk();

  /** Addresses of other nodes; empty without an address book, and until they were counted. */
  Optional<Addresses> addresses();

  /** Loop time in nanoseconds. */
  long now();

  /** Unix seconds. */
  long wallSeconds();

  /** A disk at one moment. Immutable. */
  @ProviderType
  interface Disk {
    /** Bytes that may still be written. */
    long usable();

    /** Bytes in all. */
    long total();

    /** Why nothing can be written there, in one line; empty when a small file could be. */
    String trouble();
  }

  /** Addresses in the address book, as counted within the last minute. Immutable. */
  @ProviderType
  interface Addresses {
    /** Networks that automatic connections go to. */
    Set<NetworkClass> reachable();

    /** How many addresses of each network are known; networks without one may be missing. */
    Map<NetworkClass, Integer> known();
  }
}
