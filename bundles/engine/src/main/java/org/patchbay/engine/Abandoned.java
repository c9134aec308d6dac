package org.patchbay.engine;

/**
 * Thrown on a thread that is no longer the node loop, when it comes back from the foreign call for
 * which it lost the loop. Caught by the thread's own run method alone, so that nothing behind the
 * call is touched by two threads.
 */
final class Abandoned extends Error {
  private static final long serialVersionUID = 1L;

  Abandoned() {
    super("this thread lost the node loop", null, false, false);
  }
}
