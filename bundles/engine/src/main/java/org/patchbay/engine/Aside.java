package org.patchbay.engine;

import org.patchbay.api.loop.Loop;

/**
 * A place beside the node loop for foreign code whose answers nobody waits for. What is run there
 * runs in order, one after the other.
 */
interface Aside {
  /** Runs a task after those before it. From the node loop. */
  void run(Runnable task);

  /** Where its thread is now, for people. From any thread. */
  String where();

  /** Bytes that its thread allocated so far; -1 where nobody knows. From any thread. */
  long allocated();

  /**
   * Ends it.
   *
   * @param drop whether what waits there is dropped and what runs there is interrupted
   * @param then run there when nothing runs any more; never, when a call does not return
   */
  void end(boolean drop, Runnable then);

  /** Loops that have threads to give. */
  interface Giver {
    /** A place with a thread of that name. */
    Aside aside(String name);
  }

  /** A place of its own where the loop can give one; else the loop itself, as on virtual time. */
  static Aside of(Loop loop, String name) {
    return loop instanceof Giver giver ? giver.aside(name) : new Inline();
  }

  /** The loop's own thread. */
  final class Inline implements Aside {
    @Override
    public void run(Runnable task) {
      task.run();
    }

    @Override
    public String where() {
      return "";
    }

    @Override
    public long allocated() {
      return -1;
    }

    @Override
    public void end(boolean drop, Runnable then) {
      then.run();
    }
  }
}
