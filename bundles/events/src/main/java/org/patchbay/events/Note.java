package org.patchbay.events;

import java.io.IOException;

/** Something that happened, on its way from the node loop to the thread that encodes. Immutable. */
@FunctionalInterface
interface Note {
  /** Says it; runs on the thread that encodes. */
  void tell(Telling telling) throws IOException;

  /** Takes what a note says. */
  @FunctionalInterface
  interface Telling {
    /**
     * One event.
     *
     * @param field of {@code Event} that has it
     */
    void event(int field, Fields fields) throws IOException;
  }
}
