package org.patchbay.engine;

import org.patchbay.api.loop.Cancellable;

/** One pending task of a {@link TimerHeap}. Confined to the node loop, except {@link #cancel}. */
final class Timer implements Cancellable {
  final long due;
  final long number;
  final Runnable task;
  private final NodeLoop loop;
  private volatile boolean cancelled;

  /** Place in the heap; -1 outside of it. */
  int place = -1;

  Timer(long due, long number, Runnable task, NodeLoop loop) {
    this.due = due;
    this.number = number;
    this.task = task;
    this.loop = loop;
  }

  boolean cancelled() {
    return cancelled;
  }

  boolean before(Timer other) {
    long apart = due - other.due;
    return apart != 0 ? apart < 0 : number < other.number;
  }

  @Override
  public void cancel() {
    if (!cancelled) {
      cancelled = true;
      loop.forget(this);
    }
  }
}
