package org.patchbay.engine;

import java.util.Map;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView.MessageCount;

/** Totals at one moment. Immutable. */
record NodeTotals(
    int connected,
    int inbound,
    int outbound,
    long bytesIn,
    long bytesOut,
    Map<String, MessageCount> received,
    Map<String, MessageCount> sent,
    long uptime)
    implements Node.Totals {

  static NodeTotals of(World world, Endings endings, long now) {
    int inbound = 0;
    long bytesIn = endings.bytesIn();
    long bytesOut = endings.bytesOut();
    for (Peer peer : world.peers.all()) {
      inbound += peer.type().outbound() ? 0 : 1;
      bytesIn += peer.link.bytesIn();
      bytesOut += peer.link.bytesOut();
    }
    int connected = world.peers.size();
    return new NodeTotals(
        connected,
        inbound,
        connected - inbound,
        bytesIn,
        bytesOut,
        world.received.counts(world.kinds),
        world.sent.counts(world.kinds),
        now - world.startedAt);
  }
}
