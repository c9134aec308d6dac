package org.patchbay.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExhaustionTest {
  private static final long MOST = 800 << 20;
  private static final long FULL = MOST - (1 << 20);

  private final Exhaustion exhaustion = new Exhaustion();

  @Test
  void aHeapThatStaysFullIsExhausted() {
    for (int look = 1; look < Exhaustion.LOOKS; look++) {
      assertFalse(exhaustion.seen(FULL, MOST, 950L * look));
    }
    assertTrue(exhaustion.seen(FULL, MOST, 950L * Exhaustion.LOOKS));
  }

  @Test
  void aFullHeapInWhichTheNodeStillWorksIsNot() {
    for (int look = 1; look < 10 * Exhaustion.LOOKS; look++) {
      assertFalse(exhaustion.seen(FULL, MOST, 500L * look));
    }
  }

  @Test
  void roomThatComesBackBeginsAnew() {
    for (int look = 1; look < 10 * Exhaustion.LOOKS; look++) {
      long used = look % (Exhaustion.LOOKS - 1) == 0 ? MOST / 2 : FULL;
      assertFalse(exhaustion.seen(used, MOST, 1_000L * look));
    }
  }

  @Test
  void thisHeapHasRoom() {
    assertTrue(Exhaustion.used() < Runtime.getRuntime().maxMemory());
  }
}
