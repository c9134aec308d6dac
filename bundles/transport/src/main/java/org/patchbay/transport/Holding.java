package org.patchbay.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one link holds of a {@link Budget}. From any thread.
 *
 * <p>When the link ends everything is given back at once, and what its threads report later counts
 * no more: an inbox that nobody empties must not weigh on the budget for ever.
 */
final class Holding {
  private static final long ENDED = Long.MIN_VALUE;
  private static final VarHandle HELD;

  static {
    try {
      HELD = MethodHandles.lookup().findVarHandle(Holding.class, "held", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Budget budget;
  private final boolean inbound;
  private volatile long held;

  Holding(Budget budget, boolean inbound) {
    this.budget = budget;
    this.inbound = inbound;
    budget.joined(inbound);
  }

  void add(long bytes) {
    if (bytes == 0) {
      return;
    }
    long now;
    do {
      now = held;
      if (now == ENDED) {
        return;
      }
    } while (!HELD.compareAndSet(this, now, now + bytes));
    budget.add(bytes);
  }

  /** True when the budget is tight and this link holds more than its part. */
  boolean excessive() {
    return budget.tight() && held > budget.part(inbound);
  }

  boolean tight() {
    return budget.tight();
  }

  void end() {
    long last = (long) HELD.getAndSet(this, ENDED);
    if (last != ENDED) {
      budget.add(-last);
      budget.left(inbound);
    }
  }
}
