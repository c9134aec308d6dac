package org.patchbay.bench.attacks;

import java.time.Duration;

/**
 * How large a run is. Immutable.
 *
 * @param slots inbound slots of the node, four of five of which honest peers hold at first
 * @param before time for honest peers to come and show what they are, nine tenths of it to come
 * @param attack how long the attack lasts
 */
record Scale(int slots, Duration before, Duration attack) {
  /** Of the published matrix. */
  static final Scale FULL = new Scale(1_000, Duration.ofMinutes(5), Duration.ofMinutes(5));

  /** Of the check in each build. */
  static final Scale SMALL = new Scale(80, Duration.ofMinutes(2), Duration.ofMinutes(4));

  int honest() {
    return slots * 4 / 5;
  }
}
