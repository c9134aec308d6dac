package org.patchbay.bench.rivals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.sim.VirtualLoop;

/**
 * A node that handles one message at a time, 100 ns a byte and 20 &micro;s a message, and takes
 * peers in turn by deficit round robin, as the engine does. Confined to one thread.
 */
final class Desk {
  private static final long BYTE = 100;
  private static final long MESSAGE = 20_000;

  /** Nanoseconds of each peer in a round. */
  private static final long QUANTUM = 1_100_000;

  final VirtualLoop loop;
  private final List<Sender> senders = new ArrayList<>();
  private int turn;
  private boolean busy;
  private long worked;

  Desk(VirtualLoop loop) {
    this.loop = loop;
  }

  void add(Sender sender) {
    senders.add(sender);
  }

  /** Handles what there is, unless it is at it. */
  void serve() {
    for (int passed = 0; passed <= senders.size() && !busy; ) {
      Sender sender = senders.get(turn);
      int bytes = sender.credit > 0 ? sender.take() : 0;
      if (bytes > 0) {
        long cost = bytes * BYTE + MESSAGE;
        busy = true;
        worked += cost;
        sender.credit -= cost;
        loop.after(Duration.ofNanos(cost), this::next);
      } else {
        passed++;
        turn = (turn + 1) % senders.size();
        Sender other = senders.get(turn);
        other.credit = Math.min(QUANTUM, other.credit + QUANTUM);
      }
    }
  }

  private void next() {
    busy = false;
    serve();
  }

  /** Nanoseconds of work so far. */
  long worked() {
    return worked;
  }
}
