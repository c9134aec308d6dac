package org.patchbay.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What an input costs in memory. */
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Reads an input, with the same result whenever it is called. */
  @FunctionalInterface
  public interface Reading<T, E extends Exception> {
    /** Reads it. */
    T read() throws E;
  }

  /**
   * Reads, and throws when that allocated more than {@code fixed + each * input} bytes. Who goes
   * beyond them gets a second chance, since the first one may have loaded classes.
   *
   * @param input length of what is read
   */
  public static <T, E extends Exception> T bounded(
      int input, long fixed, long each, Reading<T, E> reading) throws E {
    long most = fixed + each * input;
    if (spent(reading) > most) {
      long spent = spent(reading);
      if (spent > most) {
        throw new AssertionError(
            spent + " bytes allocated for " + input + " bytes (max " + most + ")");
      }
    }
    return reading.read();
  }

  private static long spent(Reading<?, ?> reading) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reading.read();
    } catch (Exception flaw) {
      // What it came to is for the caller; refusing has its price too.
      return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
