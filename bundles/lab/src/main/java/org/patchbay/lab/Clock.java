package org.patchbay.lab;

/** Time and timers of the lab, as arguments. Confined to the lab thread. */
interface Clock {
  /** Monotonic nanoseconds. */
  long nanos();

  /** Wall-clock time in unix seconds. */
  long unixSeconds();

  /** Runs a task once, not before so many nanoseconds have passed. */
  void after(long nanos, Runnable task);
}
