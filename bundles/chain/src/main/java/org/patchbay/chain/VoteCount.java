package org.patchbay.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.patchbay.api.chain.BlockTree.Vote;
import org.patchbay.api.chain.BlockTree.Vote.State;

/**
 * Counts the signals of miners for a soft fork by BIP9. From any thread.
 *
 * <p>States hold for whole periods. The last one that was found is kept, so that a chain that grows
 * counts each period once.
 */
final class VoteCount {
  private static final int TOP_BITS = 0xE0000000;
  private static final int TOP = 0x20000000;
  private static final int NOBODY = -1;

  private final Ballot ballot;
  private volatile Known known = new Known(NOBODY, State.DEFINED);

  /**
   * What is voted on. Immutable.
   *
   * @param bit of the version
   * @param start unix seconds from which signals are counted
   * @param timeout unix seconds at which it is lost; {@link Long#MAX_VALUE} for never
   * @param leastHeight of activation
   * @param period blocks that are counted together
   * @param threshold blocks of a period that must signal
   */
  record Ballot(
      String name, int bit, long start, long timeout, int leastHeight, int period, int threshold) {
    /** What regtest always votes on, so that votes can be tried. */
    static final Ballot TESTDUMMY = new Ballot("testdummy", 28, 0, Long.MAX_VALUE, 0, 144, 108);
  }

  /** The state of the period after an entry that ends one. */
  private record Known(int end, State state) {}

  VoteCount(Ballot ballot) {
    this.ballot = ballot;
  }

  /**
   * The bit with which a miner votes for it in the block after an entry; 0 when none is counted.
   */
  int signal(Entries entries, int entry) {
    State state = after(entries, entry);
    return state == State.STARTED || state == State.LOCKED_IN ? 1 << ballot.bit() : 0;
  }

  /** How the vote stands at an entry. */
  Vote at(Entries entries, int entry) {
    int parent = entry == 0 ? NOBODY : entries.parent(entry);
    State state = after(entries, parent);
    List<Boolean> signals = new ArrayList<>();
    int count = entries.height(entry) % ballot.period() + 1;
    for (int i = 0, at = entry; i < count; i++, at = entries.parent(at)) {
      signals.add(0, signals(entries, at));
    }
    return new Vote(
        ballot.name(),
        ballot.bit(),
        ballot.start(),
        ballot.timeout(),
        ballot.leastHeight(),
        state,
        since(entries, parent, state),
        after(entries, entry),
        ballot.period(),
        ballot.threshold(),
        signals);
  }

  private int since(Entries entries, int parent, State state) {
    int end = periodEnd(entries, parent);
    if (state == State.DEFINED || end == NOBODY) {
      return 0;
    }
    int before = back(entries, end);
    while (before != NOBODY && after(entries, before) == state) {
      end = before;
      before = back(entries, end);
    }
    return entries.height(end) + 1;
  }

  private State after(Entries entries, int entry) {
    Known last = known;
    int end = periodEnd(entries, entry);
    Deque<Integer> toCount = new ArrayDeque<>();
    State state = State.DEFINED;
    for (int at = end; at != NOBODY; at = back(entries, at)) {
      if (at == last.end()) {
        state = last.state();
        break;
      }
      toCount.push(at);
    }
    while (!toCount.isEmpty()) {
      int at = toCount.pop();
      state = next(entries, at, state);
      known = new Known(at, state);
    }
    return state;
  }

  private State next(Entries entries, int end, State state) {
    return switch (state) {
      case DEFINED -> entries.medianTime(end) >= ballot.start() ? State.STARTED : State.DEFINED;
      case STARTED -> {
        int count = 0;
        for (int i = 0, at = end; i < ballot.period(); i++, at = entries.parent(at)) {
          count += signals(entries, at) ? 1 : 0;
        }
        yield count >= ballot.threshold()
            ? State.LOCKED_IN
            : entries.medianTime(end) >= ballot.timeout() ? State.FAILED : State.STARTED;
      }
      case LOCKED_IN ->
          entries.height(end) + 1 >= ballot.leastHeight() ? State.ACTIVE : State.LOCKED_IN;
      case ACTIVE, FAILED -> state;
    };
  }

  private boolean signals(Entries entries, int entry) {
    int version = entries.version(entry);
    return (version & TOP_BITS) == TOP && (version >>> ballot.bit() & 1) == 1;
  }

  /** The last entry of the period before the one that the child of an entry is in. */
  private int periodEnd(Entries entries, int entry) {
    int at = entry;
    while (at != NOBODY && (entries.height(at) + 1) % ballot.period() != 0) {
      at = at == 0 ? NOBODY : entries.parent(at);
    }
    return at;
  }

  private int back(Entries entries, int end) {
    int at = end;
    for (int i = 0; i < ballot.period() && at != NOBODY; i++) {
      at = at == 0 ? NOBODY : entries.parent(at);
    }
    return at;
  }
}
