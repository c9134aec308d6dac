package org.patchbay.lab;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so. */
final class VirtualClock implements Clock {
  private static final long EPOCH = 1_700_000_000L;

  private record Timer(long due, long order, Runnable task) {}

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
  private long now;
  private long made;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public long unixSeconds() {
    return EPOCH + now / 1_000_000_000L;
  }

  @Override
  public void after(long nanos, Runnable task) {
    timers.add(new Timer(now + nanos, made++, task));
  }

  void pass(long seconds) {
    passMillis(seconds * 1_000);
  }

  void passMillis(long millis) {
    long end = now + millis * 1_000_000L;
    while (!timers.isEmpty() && timers.peek().due() <= end) {
      now = timers.peek().due();
      timers.poll().task().run();
    }
    now = end;
  }
}
