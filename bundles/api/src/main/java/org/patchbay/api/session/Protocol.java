package org.patchbay.api.session;

import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.peer.PeerView;

/**
 * Something two nodes talk about. Stateless itself: attaching makes one small object that holds one
 * conversation with one peer. Called on the node loop.
 */
@ConsumerType
public interface Protocol {
  /** Name shown to operators, for example {@code "ping"}. */
  String name();

  /** When conversations of this protocol begin. */
  default Stage stage() {
    return Stage.ESTABLISHED;
  }

  /** Service bits that this protocol really serves. */
  default long services() {
    return 0;
  }

  /** Service bits that this protocol serves to that peer: those of {@link #services} at least. */
  default long services(PeerView peer) {
    return services();
  }

  /** Whether this protocol takes part in relaying transactions of all peers (§5.1). */
  default boolean relaysTransactions() {
    return false;
  }

  /** Whether it relays them of that peer: what {@code relay} of our version message tells it. */
  default boolean relaysTransactions(PeerView peer) {
    return relaysTransactions();
  }

  /** Whether this protocol is spoken with that peer; asked once when its stage is reached. */
  boolean appliesTo(PeerView peer);

  /**
   * Begins a conversation. On a session whose peer is already {@code ESTABLISHED} a protocol that
   * came back must go on from what the peer view tells, and never repeat a handshake.
   */
  void attach(Session session);

  /** The point of a connection at which a protocol begins. */
  enum Stage {
    /** As soon as the connection stands. */
    CONNECTED,
    /** When the handshake is done. */
    ESTABLISHED
  }
}
