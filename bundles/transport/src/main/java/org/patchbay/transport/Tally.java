package org.patchbay.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Messages, bytes and cost that passed one end of an inbox. Written by one thread, read by any. */
final class Tally {
  private static final VarHandle MESSAGES;
  private static final VarHandle BYTES;
  private static final VarHandle COST;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MESSAGES = lookup.findVarHandle(Tally.class, "messages", long.class);
      BYTES = lookup.findVarHandle(Tally.class, "bytes", long.class);
      COST = lookup.findVarHandle(Tally.class, "cost", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile long messages;
  private volatile long bytes;
  private volatile long cost;

  void add(int addedBytes, int addedCost) {
    MESSAGES.setRelease(this, (long) MESSAGES.get(this) + 1);
    BYTES.setRelease(this, (long) BYTES.get(this) + addedBytes);
    COST.setRelease(this, (long) COST.get(this) + addedCost);
  }

  long messages() {
    return messages;
  }

  long bytes() {
    return bytes;
  }

  long cost() {
    return cost;
  }
}
