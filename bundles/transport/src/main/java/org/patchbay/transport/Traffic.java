package org.patchbay.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counters of one event loop. Written by the event loop, read by any thread. */
final class Traffic {
  private static final VarHandle READ;
  private static final VarHandle WRITTEN;

  static {
    try {
      READ = MethodHandles.lookup().findVarHandle(Traffic.class, "read", long.class);
      WRITTEN = MethodHandles.lookup().findVarHandle(Traffic.class, "written", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile long read;
  private volatile long written;
  private volatile int links;
  private volatile int paused;

  void read(int bytes) {
    READ.setRelease(this, (long) READ.get(this) + bytes);
  }

  void written(long bytes) {
    WRITTEN.setRelease(this, (long) WRITTEN.get(this) + bytes);
  }

  void links(int now) {
    links = now;
  }

  void paused(int change) {
    paused += change;
  }

  long read() {
    return read;
  }

  long written() {
    return written;
  }

  int links() {
    return links;
  }

  int paused() {
    return paused;
  }
}
