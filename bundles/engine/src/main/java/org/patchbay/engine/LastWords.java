package org.patchbay.engine;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Says that something failed on a thread which has to go on, also where no memory is left to say it
 * with: what could not be said is counted, and said with the next failure that can be. Thread-safe.
 */
final class LastWords {
  private static final AtomicLong UNSAID = new AtomicLong();

  private LastWords() {}

  /** A line in the log, or a count; never throws. */
  static void say(Logger log, String what, Throwable failure) {
    try {
      log.error("{}", what, failure);
      long before = UNSAID.get();
      if (before > 0 && UNSAID.compareAndSet(before, 0)) {
        log.error("{} failures before it could not be told for want of memory", before);
      }
    } catch (OutOfMemoryError full) {
      UNSAID.incrementAndGet();
    }
  }
}
