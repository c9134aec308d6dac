package org.patchbay.engine;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers on a few threads, which end when they are not needed. Thread-safe: a lane's queue is
 * guarded by the lane, and only ever held for a moment.
 */
@Component(name = "patchbay.workers", service = Workers.class)
public final class WorkerPool implements Workers {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
  private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());

  private final Loop loop;
  private final ThreadPoolExecutor threads;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  /** Workers that answer on that loop. */
  @Activate
  public WorkerPool(@Reference Loop loop) {
    this.loop = loop;
    AtomicInteger numbers = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            20,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            body -> {
              Thread thread = new Thread(body, "patchbay-worker-" + numbers.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Ends the threads; what was begun may finish within two seconds. */
  @Deactivate
  public void stop() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
        int waiting = threads.shutdownNow().size();
        LOG.warn("workers stop with {} tasks not begun", waiting);
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public <T> void run(String lane, Callable<? extends T> work, Answer<? super T> answer) {
    lanes.computeIfAbsent(lane, name -> new Lane()).add(() -> perform(work, answer));
  }

  private <T> void perform(Callable<? extends T> work, Answer<? super T> answer) {
    T result;
    try {
      result = work.call();
    } catch (Exception cause) {
      loop.execute(() -> answer.failed(cause));
      return;
    } catch (Error bug) {
      loop.execute(() -> answer.failed(new IllegalStateException(bug)));
      throw bug;
    }
    loop.execute(() -> answer.done(result));
  }

  /** Tasks that run one after the other. */
  private final class Lane implements Runnable {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    synchronized void add(Runnable task) {
      waiting.add(task);
      if (!busy) {
        busy = true;
        threads.execute(this);
      }
    }

    private synchronized Runnable next() {
      Runnable task = waiting.poll();
      busy = task != null;
      return task;
    }

    @Override
    public void run() {
      for (Runnable task = next(); task != null; task = next()) {
        try {
          task.run();
        } catch (Error bug) {
          LastWords.say(LOG, "a worker's task failed", bug);
        }
      }
    }
  }
}
