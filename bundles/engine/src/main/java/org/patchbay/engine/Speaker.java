package org.patchbay.engine;

import org.patchbay.api.session.Protocol;

/** A protocol in force. Confined to the node loop. */
final class Speaker {
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

  boolean opensConnections() {
    return stage == Protocol.Stage.CONNECTED;
  }
}
