package org.patchbay.bench.attacks;

/**
 * Twice as many connections as there are slots, each of which shakes hands, answers pings and says
 * nothing: what matters is who has to go.
 */
record SlotFlood(int groups) implements Attack {
  @Override
  public int percent() {
    return 200;
  }
}
