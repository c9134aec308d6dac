package org.patchbay.api.local;

import org.patchbay.wire.NetworkAddress;

/**
 * One of our own addresses. Immutable.
 *
 * @param score of the best origin, and one more for each peer that said it reached us there, which
 *     is bounded
 * @param told how often a peer was told of it
 */
public record LocalAddress(
    NetworkAddress address, LocalAddresses.Origin origin, int score, long told) {
  /** An address that nobody was told of yet. */
  public LocalAddress(NetworkAddress address, LocalAddresses.Origin origin, int score) {
    this(address, origin, score, 0);
  }

  /** Inbound peers that said they reached us there. */
  public int confirmed() {
    return score - origin.score();
  }
}
