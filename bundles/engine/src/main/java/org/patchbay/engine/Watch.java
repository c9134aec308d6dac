package org.patchbay.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows which foreign call the loop is inside, so that another thread can give that call up. {@link
 * #enter} and {@link #exit} are confined to the node loop, the rest to the watchdog.
 *
 * <p>Rule: whoever moves the state away from a call's number owns what follows. A call that returns
 * in time moves it in {@link #exit}; when the watchdog was first, {@code exit} throws {@link
 * Abandoned} and the thread ends without touching anything. Between {@code enter} and {@code exit}
 * everything a foreign call may throw is caught, and nothing stands in a {@code finally} around
 * them.
 */
final class Watch {
  private static final long NESTED = -1;

  /** The number of the last call, odd while the loop is inside it. */
  private final AtomicLong state = new AtomicLong();

  private Ward ward;

  /** The loop is about to call foreign code; answers a ticket for {@link #exit}. */
  long enter(Ward owner) {
    long before = state.getPlain();
    if ((before & 1) == 1) {
      return NESTED;
    }
    ward = owner;
    state.set(before + 1);
    return before + 1;
  }

  /**
   * The call came back.
   *
   * @throws Abandoned when the loop was taken over meanwhile
   */
  void exit(long ticket) {
    if (ticket == NESTED) {
      return;
    }
    if (!state.compareAndSet(ticket, ticket + 1)) {
      throw new Abandoned();
    }
    ward = null;
  }

  /** The ticket of the call the loop is inside; 0 when it is inside none. */
  long inside() {
    long now = state.get();
    return (now & 1) == 1 ? now : 0;
  }

  /** Takes the loop away from the call with that ticket; null when the call returned in time. */
  Ward abandon(long ticket) {
    if (state.get() != ticket) {
      return null;
    }
    Ward owner = ward;
    return state.compareAndSet(ticket, ticket + 1) ? owner : null;
  }
}
