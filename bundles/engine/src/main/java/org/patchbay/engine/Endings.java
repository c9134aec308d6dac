package org.patchbay.engine;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that ended: the last of them, and a count for each reason. Confined to the node loop.
 */
final class Endings {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final int KEPT = 1_000;
  private static final int LINES = 20;
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

  private final ArrayDeque<Node.Ended> last = new ArrayDeque<>();
  private final Map<CloseReason.Code, Long> counts = new EnumMap<>(CloseReason.Code.class);
  private long bytesIn;
  private long bytesOut;
  private long windowSince;
  private int lines;
  private long silent;

  /** A connection that ended. */
  record Ended(PeerView peer, CloseReason reason, long at) implements Node.Ended {}

  /**
   * A connection is gone; logged here and nowhere else.
   *
   * @param named whether the log names its address
   */
  void add(Peer peer, CloseReason reason, boolean named, long now) {
    PeerSnapshot snapshot = peer.snapshot();
    last.addLast(new Ended(snapshot, reason, now));
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    counts.merge(reason.code(), 1L, Long::sum);
    bytesIn += snapshot.bytesIn();
    bytesOut += snapshot.bytesOut();
    if (speaks(peer, now)) {
      LOG.info(
          "peer {} {}{} ended: {} (after {} ms, {} bytes in, {} out)",
          peer.id(),
          peer.type().label(),
          named ? " " + peer.address() : "",
          reason,
          (now - peer.connectedAt()) / 1_000_000,
          snapshot.bytesIn(),
          snapshot.bytesOut());
    }
  }

  /**
   * Whether the end of a connection is worth a line: strangers who come and go by the thousand must
   * not fill the log.
   */
  private boolean speaks(Peer peer, long now) {
    if (now - windowSince >= WINDOW) {
      if (silent > 0) {
        LOG.info("{} more inbound connections ended", silent);
      }
      windowSince = now;
      lines = 0;
      silent = 0;
    }
    if (peer.type().outbound() || lines < LINES) {
      lines++;
      return true;
    }
    silent++;
    return false;
  }

  /** A connection that was refused before it became a peer's. */
  void refused(Peer newcomer, CloseReason reason) {
    counts.merge(reason.code(), 1L, Long::sum);
    LOG.debug("{} refused: {}", newcomer.address(), reason);
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
