package org.patchbay.engine;

import org.patchbay.api.fact.Fact;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.wire.Hash256;

/** Something that observers are told of at the end of a turn. Confined to the node loop. */
final class Happening {
  Kind kind;
  Peer peer;

  /** Command, fact, reason, hash, swap or remedy. */
  Object what;

  Observer.Item item;
  Observer.Step step;
  int count;
  long bytes;

  /** Nanoseconds in the queue, or loop time. */
  long time;

  long handled;

  /** What can happen. */
  enum Kind {
    RECEIVED,
    SENT,
    STATED,
    ENDED,
    SPREAD,
    SWAPPED,
    REMEDIED
  }

  void tell(Observer observer) {
    switch (kind) {
      case RECEIVED -> observer.received(peer, (String) what, count, bytes, time, handled);
      case SENT -> observer.sent(peer, (String) what, bytes);
      case STATED -> observer.stated(peer, (Fact) what);
      case ENDED -> observer.ended(peer, (CloseReason) what);
      case SWAPPED -> observer.swapped((Observer.Swap) what);
      case REMEDIED -> observer.remedied((Observer.Remedied) what);
      case SPREAD -> observer.spread(item, (Hash256) what, step, count, time);
    }
  }

  /** Holds on to nothing. */
  void clear() {
    peer = null;
    what = null;
  }
}
