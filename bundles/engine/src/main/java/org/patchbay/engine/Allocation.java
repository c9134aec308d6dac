package org.patchbay.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Bytes that threads allocated, as far as this virtual machine tells: HotSpot does, by {@code
 * com.sun.management}. A reading costs about as much as one of the clock.
 */
final class Allocation {
  private static final Meter METER = meter();

  private Allocation() {}

  /** Reads a counter. */
  private interface Meter {
    long ofThread(long id);

    long ofThis();
  }

  /** Bytes allocated by this thread so far; -1 where nobody knows. */
  static long ofThis() {
    return METER.ofThis();
  }

  /** Bytes allocated by a thread so far; -1 where nobody knows. */
  static long of(Thread thread) {
    return METER.ofThread(thread.getId());
  }

  private static Meter meter() {
    try {
      return new HotSpot();
    } catch (LinkageError | ClassCastException | UnsupportedOperationException absent) {
      return new Unknown();
    }
  }

  private static final class HotSpot implements Meter {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    HotSpot() {
      threads.setThreadAllocatedMemoryEnabled(true);
    }

    @Override
    public long ofThread(long id) {
      return threads.getThreadAllocatedBytes(id);
    }

    @Override
    public long ofThis() {
      return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
  }

  private static final class Unknown implements Meter {
    @Override
    public long ofThread(long id) {
      return -1;
    }

    @Override
    public long ofThis() {
      return -1;
    }
  }
}
