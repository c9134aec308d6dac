package org.patchbay.engine;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A thread that runs tasks in order until it is told to end. Thread-safe. */
final class SideThread implements Aside {
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean ended;
  private volatile Runnable last = () -> {};

  /**
   * A thread that is running.
   *
   * @param birth makes the thread of a body
   */
  SideThread(Function<Runnable, Thread> birth) {
    thread = birth.apply(this::live);
    thread.start();
  }

  private void live() {
    while (!ended) {
      try {
        tasks.take().run();
      } catch (InterruptedException told) {
        // Only an end interrupts, and the condition tells of it.
        continue;
      }
    }
    last.run();
  }

  @Override
  public void run(Runnable task) {
    tasks.add(task);
  }

  @Override
  public String where() {
    return Stacks.top(thread.getStackTrace());
  }

  @Override
  public long allocated() {
    return Allocation.of(thread);
  }

  @Override
  public void end(boolean drop, Runnable then) {
    if (!drop) {
      tasks.add(() -> end(true, then));
      return;
    }
    last = then;
    ended = true;
    tasks.clear();
    thread.interrupt();
  }
}
