package org.patchbay.api.node;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkAddress;

/** The running node as operators see it. From any thread; answers are immutable snapshots. */
@ProviderType
public interface Node {
  /**
   * The live peers, oldest first. Each is as it is at one moment; of many, each at its own, a few
   * milliseconds apart, so that the node does not stand still meanwhile.
   */
  List<PeerView> peers();

  /** One live peer. */
  Optional<PeerView> peer(long id);

  /** Why a live peer is connected, and how firmly. */
  default Optional<Footing> footing(long id) {
    return Optional.empty();
  }

  /** Connections that ended, the most recent last; bounded. */
  List<Ended> ended();

  /** How many connections ended for each reason since the start. */
  Map<CloseReason.Code, Long> endedByReason();

  /** Connects to an address as a manual peer; answers when the connection stands or failed. */
  CompletionStage<Long> connect(NetworkAddress address);

  /** Drops a peer; answers false when there is none with that id. */
  CompletionStage<Boolean> drop(long id, String detail);

  /** The policy slots in the order in which a message meets them. */
  List<Slot> slots();

  /** The policies that are tried beside those in force, in the order of their slots. */
  default List<Shadow> shadows() {
    return List.of();
  }

  /** Totals since the start, over live and ended connections. */
  Totals totals();

  /** Slots for connections, as configured. */
  Slots limits();

  /** Addresses on which the node listens. */
  List<InetSocketAddress> listening();

  /**
   * How the node stands to the network.
   *
   * @throws UnsupportedOperationException by a node that has none
   */
  default Connectivity connectivity() {
    throw new UnsupportedOperationException("this node tells nothing of its network");
  }

  /** Protocols spoken, by name. */
  List<String> protocols();

  /** A connection that ended. */
  @ProviderType
  interface Ended {
    /** The peer as it was at the end. */
    PeerView peer();

    /** Why. */
    CloseReason reason();

    /** Loop time in nanoseconds. */
    long at();
  }

  /**
   * Slots for connections. Immutable.
   *
   * @param outbound full-relay connections that the plan holds
   * @param inbound connections that others may open
   */
  record Slots(int outbound, int inbound) {}

  /** One policy slot. */
  @ProviderType
  interface Slot {
    /**
     * {@code admission}, {@code ratelimit}, {@code scoring}, {@code misbehaviour}, {@code
     * eviction}, {@code relay}, {@code selection}, {@code remedy}.
     */
    String name();

    /** Name of the policy in force; {@code built-in} when none is. */
    String inForce();

    /** Name the configuration asks for; empty when ranking decides. */
    String wanted();

    /** Names of all policies that could be used, benched ones included. */
    List<String> available();

    /** Names of benched policies and why each is. */
    Map<String, String> benched();

    /** Calls of the policy in force. */
    long calls();

    /** Mean time of a call in nanoseconds. */
    long meanNanos();

    /** Longest call in nanoseconds. */
    long maxNanos();

    /** Failures and overruns of the policy in force. */
    int strikes();

    /** How often the slot changed hands. */
    long swaps();

    /**
     * Connections that the slot's policies wanted to end and that stayed, since as many as are
     * allowed within a minute had been ended already; 0 where that is not known, as in a recording.
     */
    default long withheld() {
      return 0;
    }
  }

  /** Totals of the network. */
  @ProviderType
  interface Totals {
    /** Live peers. */
    int connected();

    /** Live peers that dialled us. */
    int inbound();

    /** Live peers that we dialled. */
    int outbound();

    /** Raw bytes read. */
    long bytesIn();

    /** Raw bytes written. */
    long bytesOut();

    /** Messages per command, received. */
    Map<String, PeerView.MessageCount> received();

    /** Messages per command, sent. */
    Map<String, PeerView.MessageCount> sent();

    /** Nanoseconds since the node started. */
    long uptime();
  }
}
