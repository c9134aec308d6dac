package org.patchbay.engine;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.message.Message;

/**
 * Sends, counts what is sent, and flushes each touched link once per turn. Confined to the node
 * loop.
 */
final class Outboxes {
  private final World world;
  private final List<Peer> touched = new ArrayList<>();

  Outboxes(World world) {
    this.world = world;
  }

  void send(Peer peer, Message message) {
    if (!peer.open()) {
      return;
    }
    peer.link.send(message);
    MessageKind kind = world.kinds.of(message);
    int bytes = FrameSizes.of(message, kind.command(), peer.link.protocol());
    peer.tallyOut.add(kind, 1, bytes, 0);
    world.sent.add(kind, 1, bytes, 0);
    world.observers.sent(peer, kind, bytes);
    PeerLines.sent(peer, message, kind.command(), bytes);
    if (!peer.touched) {
      peer.touched = true;
      touched.add(peer);
      world.turn.run();
    }
  }

  void flush() {
    for (int i = touched.size() - 1; i >= 0; i--) {
      Peer peer = touched.remove(i);
      peer.touched = false;
      peer.link.flush();
    }
  }
}
