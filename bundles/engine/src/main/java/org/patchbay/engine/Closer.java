package org.patchbay.engine;

import java.util.ArrayDeque;
import org.patchbay.api.peer.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections. Confined to the node loop.
 *
 * <p>Conversations of a closed peer do not end inside {@link #close}, which may be called from one
 * of them, but as soon as the running handler has returned.
 */
final class Closer {
  private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

  private final World world;
  private final ArrayDeque<Peer> ending = new ArrayDeque<>();

  Closer(World world) {
    this.world = world;
  }

  /** Ends a connection; the first reason counts. */
  void close(Peer peer, CloseReason reason) {
    if (peer.open()) {
      PeerLines.disconnecting(peer, reason);
      begin(peer, reason);
      peer.link.close(reason);
    }
  }

  private void begin(Peer peer, CloseReason reason) {
    peer.closing(reason);
    world.peers.closing(peer);
    ending.add(peer);
  }

  /** The socket is gone. */
  void gone(Peer peer, CloseReason reason) {
    if (peer.open()) {
      begin(peer, reason);
    }
  }

  /** Ends what spoke with peers that were closed. */
  void settle() {
    for (Peer peer = ending.peek(); peer != null; peer = ending.peek()) {
      if (peer.intake.pause != null) {
        peer.intake.pause.cancel();
        peer.intake.pause = null;
      }
      peer.intake.head = null;
      peer.intake.run = null;
      for (Conversation conversation : peer.conversations) {
        end(conversation);
      }
      peer.conversations = new Conversation[0];
      ending.remove();
    }
  }

  /** Ends one conversation: no handler is called again, no timer runs, end tasks run now. */
  void end(Conversation conversation) {
    conversation.stop();
    for (Runnable task = conversation.nextEnd(); task != null; task = conversation.nextEnd()) {
      Throwable failure = null;
      long ticket = world.watch.enter(conversation);
      try {
        task.run();
      } catch (Throwable thrown) {
        failure = thrown;
      }
      world.watch.exit(ticket);
      if (failure != null) {
        LOG.warn("{}: an end task failed", conversation, failure);
      }
    }
  }
}
