package org.patchbay.engine;

import java.util.Arrays;

/**
 * Who wants which kind of message of one peer: a chain for each kind, in an array that grows with
 * the kinds asked for. Confined to the node loop.
 */
final class Subscriptions {
  private Subscription[] byKind = {};

  /** The first of those who want this kind of message; null for nobody. */
  Subscription first(MessageKind kind) {
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
      byKind[i] = Subscription.without(owner, byKind[i]);
    }
  }
}
