package org.patchbay.engine;

import java.util.Arrays;

/** Who wants which kind of message of one peer. Confined to the node loop. */
final class Subscriptions {
  private static final Subscription[] NONE = {};

  private Subscription[] byKind = NONE;

  /** The first of those who want this kind; null for nobody. */
  Subscription of(MessageKind kind) {
    return kind.index < byKind.length ? byKind[kind.index] : null;
  }

  void add(MessageKind kind, Subscription subscription) {
    if (kind.index >= byKind.length) {
      byKind = Arrays.copyOf(byKind, kind.index + 4);
    }
    Subscription last = byKind[kind.index];
    if (last == null) {
      byKind[kind.index] = subscription;
      return;
    }
    while (last.next != null) {
      last = last.next;
    }
    last.next = subscription;
  }

  void removeAll(Conversation owner) {
    for (int i = 0; i < byKind.length; i++) {
      byKind[i] = without(owner, byKind[i]);
    }
  }

  private static Subscription without(Conversation owner, Subscription chain) {
    if (chain == null) {
      return null;
    }
    chain.next = without(owner, chain.next);
    return chain.owner == owner ? chain.next : chain;
  }
}
