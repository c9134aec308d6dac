package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StrikesTest {
  private final Strikes strikes = new Strikes(3, 60);

  @Test
  void threeFailuresWithinTheWindowAreTooMany() {
    assertFalse(strikes.add(0));
    assertFalse(strikes.add(30));
    assertTrue(strikes.add(60));
    assertEquals(3, strikes.total());
  }

  @Test
  void failuresFarApartAreNot() {
    for (long now = 0; now < 10_000; now += 31) {
      assertFalse(strikes.add(now), "at " + now);
    }
  }

  @Test
  void aPolicyThatIsAlwaysABitSlowIsSeen() {
    assertFalse(strikes.timed(6, 5, 0));
    assertFalse(strikes.timed(6, 5, 0));
    assertTrue(strikes.timed(6, 5, 0));
  }

  @Test
  void aPauseNowAndThenIsForgiven() {
    for (int pause = 0; pause < 100; pause++) {
      assertFalse(strikes.timed(20, 5, pause), "pause " + pause);
      for (int call = 0; call < 100; call++) {
        assertFalse(strikes.timed(1, 5, pause));
      }
    }
  }

  @Test
  void tenTimesTheBudgetIsNoPause() {
    strikes.timed(50, 5, 0);
    for (int call = 0; call < 1000; call++) {
      strikes.timed(1, 5, 1);
    }
    strikes.timed(50, 5, 2);
    assertTrue(strikes.timed(50, 5, 3));
  }

  @Test
  void slowCallsDoNotHideFailures() {
    strikes.add(0);
    strikes.timed(6, 5, 1);
    strikes.add(1);
    strikes.timed(6, 5, 1);
    assertTrue(strikes.add(2));
  }
}
