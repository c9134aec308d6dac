package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AppetiteTest {
  private boolean full;
  private final Appetite appetite = new Appetite(() -> full);

  @Test
  void oneCallMayAllocateSoMuch() {
    assertFalse(Appetite.greedy(Appetite.ONE_CALL));
    assertTrue(Appetite.greedy(Appetite.ONE_CALL + 1));
  }

  @Test
  void whatCollectionsFreeIsNobodysConcern() {
    for (int i = 0; i < 100_000; i++) {
      assertFalse(appetite.ate(1 << 20, 1));
    }
  }

  @Test
  void whoEatsOnWhileTheHeapIsNearlyFullIsFound() {
    full = true;
    long eaten = 0;
    while (!appetite.ate(1 << 20, 1)) {
      eaten += 1 << 20;
    }
    // It looks at the heap after every quarter of it.
    assertTrue(eaten <= Appetite.WHILE_FULL * 5 / 4 + (1 << 20), eaten + " bytes");
    assertTrue(appetite.hunger().contains("while the heap was nearly full"), appetite.hunger());
  }

  @Test
  void roomThatComesBackForgivesIt() {
    for (int i = 0; i < 1_000; i++) {
      full = i % 2 == 0;
      assertFalse(appetite.ate(Appetite.WHILE_FULL / 2, 1));
    }
  }

  @Test
  void whoTakesCrumbsIsNotToBlameForAHeapThatOthersFilled() {
    full = true;
    for (int i = 0; i < 1_000_000; i++) {
      assertFalse(appetite.ate(200, 64));
    }
  }
}
