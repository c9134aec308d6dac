package org.patchbay.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.patchbay.api.transport.Arrival;

/**
 * The arrivals of one link on their way to the node loop. {@link #offer} and {@link #announce} are
 * confined to the link's event loop, {@link #poll} to the node loop.
 *
 * <p>It says once that it is no longer empty and then keeps silent until {@code poll} has answered
 * null. Both sides settle who speaks by one flag: {@code poll} arms it and then looks again, so an
 * arrival that comes in between is either taken by that second look or announced, never neither.
 */
final class Inbox {
  private static final VarHandle ARMED;

  static {
    try {
      ARMED = MethodHandles.lookup().findVarHandle(Inbox.class, "armed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Handover<Arrival> arrivals = new Handover<>();
  private final Tally offered = new Tally();
  private final Tally taken = new Tally();
  private final Bounds bounds;
  private volatile boolean armed = true;

  Inbox(Bounds bounds) {
    this.bounds = bounds;
  }

  /** Appends; one {@link #announce} follows for several. */
  void offer(Arrival arrival) {
    offered.add(Cost.payload(arrival), Cost.held(arrival));
    arrivals.offer(arrival);
  }

  /** True when the owner has to be told now that the inbox is no longer empty. */
  boolean announce() {
    // The offer has to be seen by a poll that arms after the next line has read "not armed".
    VarHandle.fullFence();
    return armed && ARMED.compareAndSet(this, true, false);
  }

  /** The oldest arrival, or null, after which the next one is announced. */
  Arrival poll() {
    Arrival arrival = arrivals.poll();
    if (arrival == null) {
      armed = true;
      if (arrivals.isEmpty() || !ARMED.compareAndSet(this, true, false)) {
        return null;
      }
      arrival = arrivals.poll();
    }
    taken.add(Cost.payload(arrival), Cost.held(arrival));
    return arrival;
  }

  /** Payload bytes waiting. From any thread. */
  long bytes() {
    long gone = taken.bytes();
    return Math.max(0, offered.bytes() - gone);
  }

  /** Messages waiting. From any thread. */
  long messages() {
    long gone = taken.messages();
    return Math.max(0, offered.messages() - gone);
  }

  /** Estimated heap bytes waiting. From any thread. */
  long cost() {
    long gone = taken.cost();
    return Math.max(0, offered.cost() - gone);
  }

  /** True when the socket must not be read. From any thread. */
  boolean full() {
    return bytes() > bounds.marks().receiveBytes()
        || messages() > bounds.marks().receiveMessages()
        || cost() > bounds.marks().receiveCost();
  }

  /** True when a full inbox has fallen to half, so that reading may go on. From any thread. */
  boolean low() {
    return bytes() <= bounds.marks().receiveBytes() / 2
        && messages() <= bounds.marks().receiveMessages() / 2
        && cost() <= bounds.marks().receiveCost() / 2;
  }
}
