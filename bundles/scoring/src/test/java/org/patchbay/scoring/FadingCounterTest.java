package org.patchbay.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FadingCounterTest {
  private static final long SECOND = 1_000_000_000L;
  private static final double EXACT = 1e-9;

  @Test
  void itHalvesAndEndsAtNothing() {
    FadingCounter counter = new FadingCounter(0);
    counter.add(8, 100, 10, 0);
    assertEquals(4, counter.value(10, 10 * SECOND), EXACT);
    counter.add(1, 100, 10, 20 * SECOND);
    assertEquals(3, counter.value(10, 20 * SECOND), EXACT);
    assertEquals(0, counter.value(10, 200 * SECOND));
  }

  @Test
  void itKnowsItsCap() {
    FadingCounter counter = new FadingCounter(0);
    counter.add(1e300, 7, 10, 0);
    assertEquals(7, counter.value(10, 0));
  }

  @Test
  void aClockThatGoesBackChangesNothing() {
    FadingCounter counter = new FadingCounter(50);
    counter.add(4, 100, 10, 40);
    assertEquals(4, counter.value(10, Long.MIN_VALUE));
    assertEquals(2, counter.value(10, 50 + 10 * SECOND), EXACT);
    assertEquals(0, counter.value(10, Long.MAX_VALUE));
  }

  @Test
  void aSeedIsWhatIsLeftOfAnEvenRise() {
    FadingCounter early = new FadingCounter(0);
    for (int second = 1; second <= 1_000; second++) {
      early.add(2, 1_000, 300, second * SECOND);
    }
    FadingCounter late = FadingCounter.seeded(2_000, 1_000 * SECOND, 1_000, 300, 1_000 * SECOND);
    assertEquals(early.value(300, 1_000 * SECOND), late.value(300, 1_000 * SECOND), 2);
    assertEquals(5, FadingCounter.seeded(5, 0, 10, 300, 0).value(300, 0));
    assertEquals(0, FadingCounter.seeded(-5, Long.MAX_VALUE, 10, 300, 0).value(300, 0));
  }
}
