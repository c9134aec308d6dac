package org.patchbay.shell;

import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;

/** A line of {@code peer:list}. */
record PeerRow(
    long id,
    String type,
    String address,
    String state,
    Quantity.Age age,
    Quantity.Latency ping,
    Quantity.Bytes in,
    Quantity.Bytes out,
    int height,
    double score,
    String agent) {
  static PeerRow of(PeerView peer, long now) {
    return new PeerRow(
        peer.id(),
        shortened(peer.type()),
        peer.address().toString(),
        shortened(peer.state()),
        Quantity.Age.since(peer.connectedAt(), now),
        new Quantity.Latency(peer.lastPing()),
        new Quantity.Bytes(peer.bytesIn()),
        new Quantity.Bytes(peer.bytesOut()),
        Math.max(peer.knownHeight(), peer.startHeight()),
        peer.score(),
        peer.userAgent());
  }

  static String shortened(ConnectionType type) {
    return switch (type) {
      case OUTBOUND_FULL_RELAY -> "outbound";
      case BLOCK_RELAY_ONLY -> "block-only";
      default -> type.label();
    };
  }

  private static String shortened(PeerState state) {
    return switch (state) {
      case AWAITING_VERSION -> "version?";
      case AWAITING_VERACK -> "verack?";
      case ESTABLISHED -> "live";
      case CLOSING -> "closing";
    };
  }
}
