package org.patchbay.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * An unbounded queue from one thread to another one. Offering is confined to the one, polling to
 * the other; neither ever waits.
 *
 * <p>It is a list of arrays that start small and are dropped as they are used up: an idle
 * connection keeps about 60 bytes. The last element of an array leads to the next array.
 */
final class Handover<E> {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final int FIRST = 8;
  private static final int MOST = 64;

  private Object[] offerTo = new Object[FIRST + 1];
  private int offerAt;
  private Object[] pollFrom = offerTo;
  private int pollAt;

  /** Appends; what the caller wrote before is seen by who polls the element. */
  void offer(E element) {
    int link = offerTo.length - 1;
    if (offerAt < link) {
      SLOT.setRelease(offerTo, offerAt++, element);
      return;
    }
    Object[] next = new Object[Math.min(MOST, 2 * link) + 1];
    next[0] = element;
    SLOT.setRelease(offerTo, link, next);
    offerTo = next;
    offerAt = 1;
  }

  /** Takes the oldest element, or answers null. */
  E poll() {
    E element = peek();
    if (element != null) {
      pollFrom[pollAt++] = null;
    }
    return element;
  }

  /** The oldest element, which stays, or null. Confined to the thread that polls. */
  @SuppressWarnings("unchecked")
  E peek() {
    int link = pollFrom.length - 1;
    if (pollAt == link) {
      Object[] next = (Object[]) SLOT.getAcquire(pollFrom, link);
      if (next == null) {
        return null;
      }
      pollFrom = next;
      pollAt = 0;
    }
    return (E) SLOT.getAcquire(pollFrom, pollAt);
  }

  /** True when nothing can be polled now. Confined to the thread that polls. */
  boolean isEmpty() {
    return peek() == null;
  }

  /** Forgets everything. Confined to the thread that polls. */
  void clear() {
    E element = poll();
    while (element != null) {
      element = poll();
    }
  }
}
