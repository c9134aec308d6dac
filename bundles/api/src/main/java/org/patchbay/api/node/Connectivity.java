package org.patchbay.api.node;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerDetail;
import org.patchbay.wire.NetworkClass;

/**
 * How the node stands to the network, and what an operator may do about it by hand. From any thread
 * but the node loop.
 */
@ProviderType
public interface Connectivity {
  /** How it stands now. */
  Standing standing();

  /**
   * The live peers with every detail, oldest first. They are looked at a few at a time, so that the
   * node goes on between: who comes or goes meanwhile may be missing.
   */
  List<PeerDetail> details();

  /** Where the peers stand that {@link Targets} and the configuration name: host:port to id. */
  Map<String, Long> named();

  /**
   * Switches the network on or off. Off, every connection ends and none is opened or taken; it is
   * on again after a restart.
   */
  CompletionStage<Void> activate(boolean on);

  /**
   * Opens one connection.
   *
   * @param at host or host:port; names are looked up
   * @param tryV2 whether the encrypted transport is tried first
   * @return the peer's id when the connection stands; exceptionally with the reason when it failed
   */
  CompletionStage<Long> open(String at, ConnectionType type, boolean tryV2);

  /**
   * Queues a message to a peer, whatever it is.
   *
   * @param command 1 to 12 printable ASCII characters
   * @param payload at most 4,000,000 bytes; not changed afterwards
   * @return false when there is no peer with that id
   */
  CompletionStage<Boolean> send(long peer, String command, byte[] payload);

  /**
   * How the node stands to the network. Immutable.
   *
   * @param active whether the network is switched on
   * @param services what we tell peers that we serve
   * @param userAgent what we tell peers that we are
   * @param relays whether transactions are relayed
   * @param encrypts whether the encrypted transport is spoken
   * @param networks each network, in the order of {@link NetworkClass}
   */
  record Standing(
      boolean active,
      long services,
      String userAgent,
      boolean relays,
      boolean encrypts,
      List<Reach> networks) {
    /** Copies. */
    public Standing {
      networks = List.copyOf(networks);
    }
  }

  /**
   * How a network is reached. Immutable.
   *
   * @param reachable whether connections are opened into it automatically
   * @param proxy through which; empty for none
   * @param isolated whether each connection through it has credentials of its own
   */
  record Reach(NetworkClass network, boolean reachable, String proxy, boolean isolated) {}
}
