package org.patchbay.sim;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;

/**
 * Workers that do their work on the loop itself, each task taking the same virtual time. Confined
 * to the node loop. Tasks of a lane follow one another; lanes run beside each other.
 */
public final class VirtualWorkers implements Workers {
  private final Loop loop;
  private final long nanosPerTask;
  private final Map<String, Long> freeAt = new HashMap<>();

  /** Workers that need no time, though their answers still come in a later task. */
  public VirtualWorkers(Loop loop) {
    this(loop, Duration.ZERO);
  }

  /** Workers that need {@code perTask} for each task. */
  public VirtualWorkers(Loop loop, Duration perTask) {
    this.loop = loop;
    this.nanosPerTask = perTask.toNanos();
  }

  @Override
  public <T> void run(String lane, Callable<? extends T> work, Answer<? super T> answer) {
    long end = Math.max(loop.now(), freeAt.getOrDefault(lane, 0L)) + nanosPerTask;
    freeAt.put(lane, end);
    loop.after(Duration.ofNanos(end - loop.now()), () -> finish(work, answer));
  }

  private static <T> void finish(Callable<? extends T> work, Answer<? super T> answer) {
    T result;
    try {
      result = work.call();
    } catch (Exception cause) {
      answer.failed(cause);
      return;
    }
    answer.done(result);
  }
}
