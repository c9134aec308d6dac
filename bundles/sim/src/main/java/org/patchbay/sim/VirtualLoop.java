package org.patchbay.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;

/**
 * A loop whose time passes only when a test says so. Confined to the thread of the test, which is
 * the loop's thread as far as {@link #inLoop} is asked.
 *
 * <p>The same seed and the same calls give the same run. Tasks due at the same time run in the
 * order in which they were queued. What a task throws reaches the caller of {@link #advance}: a
 * test does not pass over a failure in a timer.
 */
public final class VirtualLoop implements Loop {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private final RandomGenerator random;
  private final Instant beginning;
  private long now;
  private long queued;
  private long ran;
  private int cancelled;

  /** A loop that begins at the start of 2026. */
  public VirtualLoop(long seed) {
    this(seed, BEGINNING);
  }

  /** A loop whose wall clock shows {@code beginning} at monotonic time 0. */
  public VirtualLoop(long seed, Instant beginning) {
    this.random = new SplittableRandom(seed);
    this.beginning = beginning;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(new Task(now, queued++, task));
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public Instant wallTime() {
    return beginning.plusNanos(now);
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    Task timer = new Task(now + Math.max(0, delay.toNanos()), queued++, task);
    tasks.add(timer);
    return () -> cancel(timer);
  }

  /**
   * Leaves it in its place without its task, because finding that place takes a look at all others;
   * once half of them are such, all of these go.
   */
  private void cancel(Task timer) {
    if (timer.run == null) {
      return;
    }
    timer.run = null;
    cancelled++;
    if (cancelled > tasks.size() / 2) {
      tasks.removeIf(each -> each.run == null);
      cancelled = 0;
    }
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  /** Lets time pass, running what falls due; ends exactly {@code duration} later. */
  public void advance(Duration duration) {
    long end = now + duration.toNanos();
    runUntil(end);
    now = end;
  }

  /** Runs what is due now, and what that queues for now; time does not pass. */
  public void runDue() {
    runUntil(now);
  }

  /**
   * Runs until nothing is queued. Only for what comes to rest: a repeating timer never does.
   *
   * @throws AssertionError after a million tasks
   */
  public void runUntilIdle() {
    long limit = ran + 1_000_000;
    while (next() != null) {
      if (ran >= limit) {
        throw new AssertionError("still busy after 1000000 tasks, at " + Duration.ofNanos(now));
      }
      step();
    }
  }

  /**
   * Runs until the condition holds, looking after every task.
   *
   * @return whether it held before {@code limit} had passed
   */
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    long end = now + limit.toNanos();
    while (!condition.getAsBoolean()) {
      Task next = next();
      if (next == null || next.due > end) {
        now = end;
        return false;
      }
      step();
    }
    return true;
  }

  /** Tasks and timers not yet run. */
  public int pending() {
    return tasks.size() - cancelled;
  }

  private void runUntil(long end) {
    for (Task next = next(); next != null && next.due <= end; next = next()) {
      step();
    }
  }

  /** The first that is not cancelled, or null. */
  private Task next() {
    Task first = tasks.peek();
    while (first != null && first.run == null) {
      tasks.remove();
      cancelled--;
      first = tasks.peek();
    }
    return first;
  }

  /** Runs what {@link #next} found. */
  private void step() {
    Task task = tasks.remove();
    Runnable run = task.run;
    task.run = null;
    now = Math.max(now, task.due);
    ran++;
    run.run();
  }

  private static final class Task implements Comparable<Task> {
    final long due;
    final long number;

    /** Null once it ran or was cancelled. */
    Runnable run;

    Task(long due, long number, Runnable run) {
      this.due = due;
      this.number = number;
      this.run = run;
    }

    @Override
    public int compareTo(Task other) {
      return due != other.due ? Long.compare(due, other.due) : Long.compare(number, other.number);
    }
  }
}
