package org.patchbay.engine;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;

/**
 * Connections that ended: the last of them, and a count for each reason. Confined to the node loop.
 */
final class Endings {
  private static final int KEPT = 1_000;

  private final ArrayDeque<Node.Ended> last = new ArrayDeque<>();
  private final Map<CloseReason.Code, Long> counts = new EnumMap<>(CloseReason.Code.class);
  private long bytesIn;
  private long bytesOut;

  /** A connection that ended. */
  record Ended(PeerView peer, CloseReason reason, long at) implements Node.Ended {}

  /** A connection is gone. */
  void add(Peer peer, CloseReason reason, long now) {
    PeerSnapshot snapshot = peer.snapshot();
    last.addLast(new Ended(snapshot, reason, now));
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    counts.merge(reason.code(), 1L, Long::sum);
    bytesIn += snapshot.bytesIn();
    bytesOut += snapshot.bytesOut();
    PeerLines.ended(peer, reason, now);
  }

  /** A connection that was refused before it became a peer's. */
  void refused(Peer newcomer, CloseReason reason) {
    counts.merge(reason.code(), 1L, Long::sum);
    PeerLines.refused(newcomer.address(), reason);
  }

  List<Node.Ended> last() {
    return List.copyOf(last);
  }

  Map<CloseReason.Code, Long> counts() {
    return Map.copyOf(counts);
  }

  long bytesIn() {
    return bytesIn;
  }

  long bytesOut() {
    return bytesOut;
  }
}
