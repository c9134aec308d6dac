package org.patchbay.engine;

import org.patchbay.api.loop.Loop;

/** A loop that can be taken away from foreign code that does not return. */
interface Watched {
  /** Where foreign calls are announced. */
  Watch watch();

  /** The watch of a loop; one that nobody looks at when the loop has none. */
  static Watch of(Loop loop) {
    return loop instanceof Watched watched ? watched.watch() : new Watch();
  }
}
