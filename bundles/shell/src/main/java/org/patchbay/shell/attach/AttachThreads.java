package org.patchbay.shell.attach;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads and time of the attached shell. None keeps the node from ending. */
final class AttachThreads implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  AttachThreads() {
    timer = new ScheduledThreadPoolExecutor(1, task -> thread("timer", task));
    timer.setRemoveOnCancelPolicy(true);
    // After the end there is nobody left to be late.
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, "shell-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts a thread. */
  void start(String name, Runnable task) {
    thread(name, task).start();
  }

  /** Runs a task later, unless what this answers is run before. */
  Runnable after(long seconds, Runnable task) {
    ScheduledFuture<?> planned = timer.schedule(task, seconds, TimeUnit.SECONDS);
    return () -> planned.cancel(false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
