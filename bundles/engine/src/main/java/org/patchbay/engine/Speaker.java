package org.patchbay.engine;

import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A protocol in force. Confined to the node loop. */
final class Speaker {
  private static final Logger LOG = LoggerFactory.getLogger(Speaker.class);

  final Protocol protocol;
  private final String name;
  private final Protocol.Stage stage;

  Speaker(Protocol protocol) {
    this.protocol = protocol;
    this.name = protocol.name();
    this.stage = protocol.stage();
  }

  String name() {
    return name;
  }

  /** What it serves now; nothing when it fails to say so. */
  long services() {
    try {
      return protocol.services();
    } catch (RuntimeException | LinkageError failure) {
      LOG.warn("protocol {} failed to name its services", name, failure);
      return 0;
    }
  }

  /** What it serves to a peer now; nothing when it fails to say so. */
  long services(PeerView peer) {
    try {
      return protocol.services(peer);
    } catch (RuntimeException | LinkageError failure) {
      LOG.warn("protocol {} failed to name its services", name, failure);
      return 0;
    }
  }

  /** Whether it relays transactions now; false when it fails to say so. */
  boolean relaysTransactions() {
    try {
      return protocol.relaysTransactions();
    } catch (RuntimeException | LinkageError failure) {
      LOG.warn("protocol {} failed to say whether it relays transactions", name, failure);
      return false;
    }
  }

  /** The same of one peer. */
  boolean relaysTransactions(PeerView peer) {
    try {
      return protocol.relaysTransactions(peer);
    } catch (RuntimeException | LinkageError failure) {
      LOG.warn("protocol {} failed to say whether it relays transactions", name, failure);
      return false;
    }
  }

  boolean opensConnections() {
    return stage == Protocol.Stage.CONNECTED;
  }
}
