package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;

class HysteresisTest {
  private static final Finding OK = Finding.fine("ok");
  private static final Finding WARNING = Finding.warning("warning");
  private static final Finding CRITICAL = Finding.critical("critical");

  @Test
  void badCountsAfterSomeLooksInARowAndGoodAfterMore() {
    Hysteresis hysteresis = new Hysteresis(OK);
    assertFalse(hysteresis.take(WARNING, 2, 3));
    assertFalse(hysteresis.take(OK, 2, 3));
    assertFalse(hysteresis.take(WARNING, 2, 3));
    assertTrue(hysteresis.take(WARNING, 2, 3));
    assertEquals(WARNING, hysteresis.counts());
    assertFalse(hysteresis.take(OK, 2, 3));
    assertFalse(hysteresis.take(OK, 2, 3));
    assertFalse(hysteresis.take(WARNING, 2, 3));
    assertFalse(hysteresis.take(OK, 2, 3));
    assertFalse(hysteresis.take(OK, 2, 3));
    assertTrue(hysteresis.take(OK, 2, 3));
    assertEquals(OK, hysteresis.counts());
  }

  @Test
  void ofSeveralThatWereWorseTheMildestCounts() {
    Hysteresis hysteresis = new Hysteresis(OK);
    hysteresis.take(WARNING, 2, 3);
    hysteresis.take(CRITICAL, 2, 3);
    assertEquals(WARNING, hysteresis.counts());
    hysteresis.take(CRITICAL, 2, 3);
    assertTrue(hysteresis.take(CRITICAL, 2, 3));
  }

  @Test
  void itDoesWhatAListOfAllLooksWouldSay() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int raise = 1 + random.nextInt(4);
      int clear = 1 + random.nextInt(4);
      Hysteresis hysteresis = new Hysteresis(OK);
      Severity counts = Severity.OK;
      List<Severity> looks = new ArrayList<>();
      for (int look = 0; look < 300; look++) {
        Finding found = List.of(OK, OK, WARNING, CRITICAL, CRITICAL).get(random.nextInt(5));
        looks.add(found.severity());
        Severity before = counts;
        counts = naive(looks, before, raise, clear);
        if (counts != before) {
          looks.clear();
        }
        assertEquals(counts != before, hysteresis.take(found, raise, clear));
        assertEquals(counts, hysteresis.counts().severity(), "seed " + seed + " look " + look);
      }
    }
  }

  /** What counts after looks, since {@code counts} began to. */
  private static Severity naive(List<Severity> looks, Severity counts, int raise, int clear) {
    List<Severity> worse = run(looks, counts, 1);
    List<Severity> better = run(looks, counts, -1);
    if (worse.size() >= raise) {
      return worse.stream().min(Severity::compareTo).orElseThrow();
    }
    return better.size() >= clear ? better.stream().max(Severity::compareTo).orElseThrow() : counts;
  }

  /** The last looks that were all worse (1), or better (-1). */
  private static List<Severity> run(List<Severity> looks, Severity counts, int sign) {
    List<Severity> run = new ArrayList<>();
    for (int i = looks.size() - 1;
        i >= 0 && Integer.signum(looks.get(i).compareTo(counts)) == sign;
        i--) {
      run.add(looks.get(i));
    }
    return run;
  }
}
