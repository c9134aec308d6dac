package org.patchbay.mempool;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.mempool.Mempool.Entry;
import org.patchbay.api.mempool.Mempool.Listener;
import org.patchbay.api.mempool.Mempool.Removal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who follow the pool. Confined to the node loop, except {@link #follow}.
 *
 * <p>What happens is kept until the pool is whole again and then told, in order: a listener may
 * offer a transaction at once. One that throws is logged, and the others are told all the same.
 */
final class Listeners implements Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Queue<Consumer<Listener>> happened = new ArrayDeque<>();

  Cancellable follow(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void added(Entry entry) {
    happened.add(listener -> listener.added(entry));
  }

  @Override
  public void removed(Entry entry, Removal why) {
    happened.add(listener -> listener.removed(entry, why));
  }

  /** Tells what happened. */
  void tell() {
    for (Consumer<Listener> event = happened.poll(); event != null; event = happened.poll()) {
      for (Listener listener : listeners) {
        try {
          event.accept(listener);
        } catch (RuntimeException e) {
          LOG.error("A follower of the pool failed: {}", listener, e);
        }
      }
    }
  }
}
