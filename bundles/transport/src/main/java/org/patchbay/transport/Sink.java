package org.patchbay.transport;

import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Tap;

/** Gets what has arrived, in order. Confined to the event loop. */
@FunctionalInterface
interface Sink {
  void accept(Arrival arrival);

  /** Who is told of payloads before they are decoded; null where nobody is. */
  default Tap tap() {
    return null;
  }
}
