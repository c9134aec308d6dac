package org.patchbay.engine.plan;

import org.patchbay.api.peer.ConnectionType;

/** What the plan opens a connection for, in the order in which it does (protocol-facts §9.2). */
public enum Purpose {
  /** A block-relay-only peer of the last run. */
  ANCHOR(ConnectionType.BLOCK_RELAY_ONLY, "anchor of the last run"),
  /** A full-relay slot is free. */
  FULL_RELAY(ConnectionType.OUTBOUND_FULL_RELAY, "full-relay slot"),
  /** A block-relay-only slot is free. */
  BLOCK_RELAY(ConnectionType.BLOCK_RELAY_ONLY, "block-relay slot"),
  /** The peers we have may keep something from us (§9.6). */
  ANOTHER(ConnectionType.OUTBOUND_FULL_RELAY, "extra peer, since those we have tell nothing new"),
  /** One more block-relay-only peer for a while, so that no partition lasts. */
  ROTATION(ConnectionType.BLOCK_RELAY_ONLY, "extra block-relay peer for a while"),
  /** An address is tested. */
  FEELER(ConnectionType.FEELER, "test of an address"),
  /** A network in which we have nobody. */
  NETWORK(ConnectionType.OUTBOUND_FULL_RELAY, "extra peer in a network without one");

  private final ConnectionType type;
  private final String why;

  Purpose(ConnectionType type, String why) {
    this.type = type;
    this.why = why;
  }

  /** What is opened. */
  public ConnectionType type() {
    return type;
  }

  /** A few words for people. */
  public String why() {
    return why;
  }
}
