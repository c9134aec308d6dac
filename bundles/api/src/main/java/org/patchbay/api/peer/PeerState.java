package org.patchbay.api.peer;

/** Where a connection stands (protocol-facts §8). */
public enum PeerState {
  /** Connected; the other end's version has not come. */
  AWAITING_VERSION,
  /** Its version is known; its verack has not come. */
  AWAITING_VERACK,
  /** The handshake is done. */
  ESTABLISHED,
  /** Being closed. */
  CLOSING
}
