package org.patchbay.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;

/** A loop that runs a task at once, by the clock of another. */
record PromptLoop(Loop clock) implements Loop {
  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public long now() {
    return clock.now();
  }

  @Override
  public Instant wallTime() {
    return clock.wallTime();
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    return clock.after(delay, task);
  }

  @Override
  public RandomGenerator random() {
    return clock.random();
  }
}
