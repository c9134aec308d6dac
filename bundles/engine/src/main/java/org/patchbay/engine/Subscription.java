package org.patchbay.engine;

import java.util.function.Consumer;

/**
 * A conversation's wish for a type of message, in a chain with the others of its peer. Confined to
 * the node loop.
 */
final class Subscription {
  final Conversation owner;
  private final Consumer<Object> handler;
  final boolean batch;
  Subscription next;

  @SuppressWarnings("unchecked") // What is handed over is an instance of the class subscribed to.
  private Subscription(Conversation owner, Consumer<?> handler, boolean batch) {
    this.owner = owner;
    this.handler = (Consumer<Object>) handler;
    this.batch = batch;
  }

  static Subscription single(Conversation owner, Consumer<?> handler) {
    return new Subscription(owner, handler, false);
  }

  static Subscription batch(Conversation owner, Consumer<?> handler) {
    return new Subscription(owner, handler, true);
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
