package org.patchbay.shell.attach;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.patchbay.shell.Guest;

/** How an attached session ends. From any thread. */
final class Departure implements Guest {
  private final Runnable leave;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  Departure(Runnable leave) {
    this.leave = leave;
  }

  @Override
  public void leave() {
    leave.run();
  }

  @Override
  public void afterwards(Runnable task) {
    tasks.add(task);
  }

  /** The session has ended and its client knows. */
  void done() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
