package org.patchbay.engine;

import org.patchbay.api.peer.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls handlers of conversations. Confined to the node loop.
 *
 * <p>A handler that throws, or does not return, costs its connection and nothing else.
 */
final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private final World world;
  private final Closer closer;
  private FactQueue facts;

  Calls(World world, Closer closer) {
    this.world = world;
    this.closer = closer;
  }

  void reportTo(FactQueue queue) {
    facts = queue;
  }

  /** Runs one piece of a conversation. */
  void run(Conversation conversation, Runnable piece) {
    Throwable failure = null;
    long ticket = world.watch.enter(conversation);
    try {
      piece.run();
    } catch (Throwable thrown) {
      failure = thrown;
    }
    world.watch.exit(ticket);
    if (failure != null) {
      failed(conversation, failure);
    }
  }

  /** Hands over a message, or a run of messages. */
  void deliver(Subscription subscription, Object messageOrRun) {
    Conversation conversation = subscription.owner;
    Throwable failure = null;
    long ticket = world.watch.enter(conversation);
    try {
      subscription.accept(messageOrRun);
    } catch (Throwable thrown) {
      failure = thrown;
    }
    world.watch.exit(ticket);
    if (failure != null) {
      failed(conversation, failure);
    }
  }

  /** What follows from the handlers that ran: facts are judged, closed conversations end. */
  void settle() {
    facts.drain();
    closer.settle();
  }

  void failed(Conversation conversation, Throwable failure) {
    LOG.error("{} failed", conversation, failure);
    closer.close(
        conversation.owner(),
        CloseReason.of(CloseReason.Code.INTERNAL_ERROR, conversation.protocol() + ": " + failure));
  }

  void abandoned(Conversation conversation, String where) {
    closer.close(
        conversation.owner(),
        CloseReason.of(
            CloseReason.Code.INTERNAL_ERROR,
            conversation.protocol() + " did not return: " + where));
  }
}
