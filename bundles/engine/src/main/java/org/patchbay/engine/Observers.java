package org.patchbay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.wire.Hash256;

/**
 * What happens, on its way to observers: written down where it happens, which may be inside a
 * handler, and told at the end of the turn, when only the observer itself can be to blame for what
 * a call does. Confined to the node loop.
 *
 * <p>An observer is told of up to 256 happenings in one guarded and timed run. When it does not
 * return it is left out, and the others go on where they are.
 */
final class Observers {
  private static final int RUN = 256;

  /** What is kept for the next turn of what happened in a large one. */
  private static final int SPARE = 4_096;

  private final Watch watch;
  private final LongSupplier clock;
  private final List<Attendant> attendants = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();
  private int size;
  private int telling;
  private int attendant;
  private int next;

  /** Makes a turn come, at whose end observers are told; set once. */
  Runnable turn = () -> {};

  Observers(Watch watch, LongSupplier clock) {
    this.watch = watch;
    this.clock = clock;
  }

  void add(Observer observer, PolicySlot.Guard guard) {
    remove(observer);
    attendants.add(new Attendant(observer, guard));
  }

  void remove(Observer observer) {
    attendants.removeIf(each -> each.observer == observer);
    if (attendants.isEmpty()) {
      clear(size);
    }
  }

  /** Whether anybody is told. */
  boolean present() {
    return !attendants.isEmpty();
  }

  /** Whether there is something to tell. */
  boolean waiting() {
    return size > 0;
  }

  void received(
      Peer peer, MessageKind kind, int count, long bytes, long queuedNanos, long handledNanos) {
    if (present()) {
      Happening happening = next(Happening.Kind.RECEIVED, peer, kind.command());
      happening.count = count;
      happening.bytes = bytes;
      happening.time = queuedNanos;
      happening.handled = handledNanos;
    }
  }

  void sent(Peer peer, MessageKind kind, long bytes) {
    if (present()) {
      next(Happening.Kind.SENT, peer, kind.command()).bytes = bytes;
    }
  }

  void stated(Peer peer, Fact fact) {
    if (present()) {
      next(Happening.Kind.STATED, peer, fact);
    }
  }

  void ended(Peer peer, CloseReason reason) {
    if (present()) {
      next(Happening.Kind.ENDED, peer, reason);
    }
  }

  /** A slot changed hands. */
  void swapped(Observer.Swap swap) {
    if (present()) {
      next(Happening.Kind.SWAPPED, null, swap);
    }
  }

  /** Something was done about what a health check found. */
  void remedied(Observer.Remedied remedied) {
    if (present()) {
      next(Happening.Kind.REMEDIED, null, remedied);
    }
  }

  /**
   * A count of peers went up; observers are told of 1 and of each power of two that it passed.
   *
   * @param before -1 when the item was just accepted, the count being 0
   */
  void spread(Observer.Item item, Hash256 id, Observer.Step step, int before, int now) {
    if (!present()) {
      return;
    }
    if (before < 0) {
      spread(item, id, step, now);
    }
    for (int count = 1; count > 0 && count <= now; count <<= 1) {
      if (count > before) {
        spread(item, id, step, count);
      }
    }
  }

  private void spread(Observer.Item item, Hash256 id, Observer.Step step, int count) {
    Happening happening = next(Happening.Kind.SPREAD, null, id);
    happening.item = item;
    happening.step = step;
    happening.count = count;
    happening.time = clock.getAsLong();
  }

  private Happening next(Happening.Kind kind, Peer peer, Object what) {
    if (size == 0) {
      turn.run();
    }
    if (size == happenings.size()) {
      happenings.add(new Happening());
    }
    Happening happening = happenings.get(size++);
    happening.kind = kind;
    happening.peer = peer;
    happening.what = what;
    return happening;
  }

  /**
   * Tells what happened. Where it is is kept in fields: run again after an observer did not return,
   * it goes on with the next one.
   *
   * @param budget nanoseconds that a run may take
   */
  void tell(long budget) {
    if (size == 0) {
      return;
    }
    if (telling == 0) {
      telling = size;
    }
    while (attendant < attendants.size()) {
      Attendant each = attendants.get(attendant);
      while (next < telling && !each.out()) {
        run(each, Math.min(telling, next + RUN), budget);
      }
      next = 0;
      attendant++;
    }
    attendant = 0;
    clear(telling);
    attendants.removeIf(Attendant::out);
  }

  private void run(Attendant each, int end, long budget) {
    Throwable failure = null;
    long begin = clock.getAsLong();
    long ticket = watch.enter(each);
    int place = next;
    try {
      // A thread that lost the loop inside one call makes no other.
      while (place < end && watch.inside() == ticket) {
        happenings.get(place++).tell(each.observer);
      }
    } catch (Throwable thrown) {
      failure = thrown;
    }
    watch.exit(ticket);
    next = place;
    long now = clock.getAsLong();
    if (failure != null) {
      each.threw(failure, now);
    }
    each.took(now - begin, budget);
  }

  private void clear(int told) {
    telling = 0;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      Happening happening = happenings.get(i);
      if (i < told) {
        happening.clear();
      } else {
        happenings.set(i, happenings.get(kept));
        happenings.set(kept++, happening);
      }
    }
    size = kept;
    if (happenings.size() > SPARE) {
      happenings.subList(Math.max(SPARE, size), happenings.size()).clear();
    }
  }
}
