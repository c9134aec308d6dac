package org.patchbay.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs tasks in order until it is told to end. Thread-safe. It looks for them every
 * ten milliseconds by itself: to wake it would cost whoever brings them microseconds.
 */
final class SideThread implements Aside {
  private static final Logger LOG = LoggerFactory.getLogger(SideThread.class);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
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
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        perform(task);
      }
      if (!ended) {
        LockSupport.parkNanos(this, PAUSE);
      }
    }
    last.run();
  }

  /** What a task lets escape, as where no memory is left, costs that task alone. */
  private static void perform(Runnable task) {
    try {
      task.run();
    } catch (Throwable escaped) {
      LastWords.say(LOG, "a task beside the node loop failed", escaped);
    }
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
    if (Thread.currentThread() != thread) {
      thread.interrupt(); // By itself it is not inside a call, and files close under an interrupt.
    }
  }
}
