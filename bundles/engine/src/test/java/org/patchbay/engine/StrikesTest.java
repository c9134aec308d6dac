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
    assertFalse(strikes.timed(6, 5));
    assertFalse(strikes.timed(6, 5));
    assertTrue(strikes.timed(6, 5));
  }

  @Test
  void aPauseNowAndThenIsForgiven() {
    for (int pause = 0; pause < 100; pause++) {
      assertFalse(strikes.timed(20, 5), "pause " + pause);
      for (int call = 0; call < 100; call++) {
        assertFalse(strikes.timed(1, 5));
      }
    }
  }

  @Test
  void tenTimesTheBudgetInOneOfAHundredCallsIsNoPause() {
    int slow = 1;
    while (!strikes.timed(50, 5)) {
      slow++;
      for (int call = 0; call < 99; call++) {
        assertFalse(strikes.timed(1, 5));
      }
    }
    assertTrue(slow >= 3 && slow <= 6, slow + " slow calls");
  }

  @Test
  void tenTimesTheBudgetOnceInAThousandCallsIsForgiven() {
    for (int slow = 0; slow < 20; slow++) {
      assertFalse(strikes.timed(50, 5));
      for (int call = 0; call < 999; call++) {
        assertFalse(strikes.timed(1, 5));
      }
    }
  }

  @Test
  void slowCallsDoNotHideFailures() {
    strikes.add(0);
    strikes.timed(6, 5);
    strikes.add(1);
    strikes.timed(6, 5);
    assertTrue(strikes.add(2));
  }
}
