package org.patchbay.engine;

import java.util.function.Consumer;

/**
 * A conversation's wish for a type of message, in a chain with the others of its peer. Confined to
 * the node loop.
 */
class Subscription {
  final Conversation owner;
  private final Consumer<Object> handler;
  Subscription next;

  @SuppressWarnings("unchecked") // What is handed over is an instance of the class subscribed to.
  private Subscription(Conversation owner, Consumer<?> handler) {
    this.owner = owner;
    this.handler = (Consumer<Object>) handler;
  }

  /** A wish for runs of messages. A class of its own costs less than a field: each peer has ten. */
  private static final class OfRuns extends Subscription {
    OfRuns(Conversation owner, Consumer<?> handler) {
      super(owner, handler);
    }

    @Override
    boolean batch() {
      return true;
    }
  }

  /** Whether runs of messages are handed over, not single ones. */
  boolean batch() {
    return false;
  }

  static Subscription single(Conversation owner, Consumer<?> handler) {
    return new Subscription(owner, handler);
  }

  static Subscription batch(Conversation owner, Consumer<?> handler) {
    return new OfRuns(owner, handler);
  }

  void accept(Object messageOrRun) {
    handler.accept(messageOrRun);
  }

  /** The chain without what one conversation asked for; null when nothing is left. */
  static Subscription without(Conversation owner, Subscription chain) {
    if (chain == null) {
      return null;
    }
    chain.next = without(owner, chain.next);
    return chain.owner == owner ? chain.next : chain;
  }
}
