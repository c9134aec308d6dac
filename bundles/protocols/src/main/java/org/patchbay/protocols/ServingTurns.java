package org.patchbay.protocols;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whose block is read next, and how much may wait in all (protocol-facts §14.9). Confined to the
 * node loop; told and asked by conversations.
 *
 * <p>Rule: one block of a peer at a time, 16 of all peers, 2 while the node backs off for want of
 * bandwidth, in the order in which they asked. When more than a million entries wait over all
 * peers, the peer with the most of them goes. Why: entries cost 40 bytes of ours for 36 of theirs,
 * and each makes us read up to 4 MB.
 */
final class ServingTurns {
  static final int AT_ONCE = 16;
  static final int AT_ONCE_STRAINED = 2;
  static final int MAX_WAITING = 1_000_000;

  private final Deque<Reader> queue = new ArrayDeque<>();
  private final Set<Reader> readers = new LinkedHashSet<>();
  private int reading;
  private long waiting;

  /** A conversation as this class sees it. */
  interface Reader {
    /** Entries that wait. */
    int waiting();

    /** Whether the node backs off. */
    boolean strained();

    /** Its turn; it says {@link #done} once, whatever happens. */
    void read();

    /** Too much waits, the most of it here. */
    void overload();
  }

  void join(Reader reader) {
    readers.add(reader);
  }

  /** It is gone; what it reads is still to be {@link #done}. */
  void leave(Reader reader) {
    readers.remove(reader);
    queue.remove(reader);
  }

  /** More entries wait, or fewer. */
  void waiting(int change) {
    waiting += change;
    if (waiting > MAX_WAITING) {
      Optional<Reader> most = readers.stream().max(Comparator.comparingInt(Reader::waiting));
      most.ifPresent(Reader::overload);
    }
  }

  /** It wants to read a block. */
  void ask(Reader reader) {
    queue.add(reader);
    next();
  }

  void done() {
    reading--;
    next();
  }

  private void next() {
    while (!queue.isEmpty() && reading < (queue.peek().strained() ? AT_ONCE_STRAINED : AT_ONCE)) {
      reading++;
      queue.poll().read();
    }
  }
}
