package org.patchbay.events;

/** The threads of the streams. */
final class EventThreads {
  private EventThreads() {}

  /** A thread that does not keep the node from ending. */
  static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, "events-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
