package org.patchbay.bench.eclipse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** With the counter-measures off, what was published in 2015 comes out. */
class PublishedTest {
  private static Attack2015.Result run(int point) {
    Attack2015.Plan plan = Published.POINTS.get(point).plan();
    return new Attack2015(plan, 1).run();
  }

  @Test
  void addressesInFewGroupsFillWhatTheirBucketsAllow() {
    Attack2015.Result result = run(0);
    double buckets = 1 - Math.pow(1 - 1.0 / Addrman2015.TRIED, 32 * 4);
    assertEquals(0.867, buckets, 0.001);
    assertEquals(buckets, result.filled(), 0.06);
    assertTrue(result.eclipsed());
  }

  @Test
  void botsFillNearlyAll() {
    Attack2015.Result result = run(1);
    assertEquals(0.98, result.filled(), 0.015);
    assertTrue(result.eclipsed());
  }

  @Test
  void placesByAHashAloneAreTakenAsTheFormSays() {
    assertEquals(Published.form(20_000), Published.filledWithoutTests(20_000, 1), 0.02);
    assertEquals(0.5, Math.pow(Published.form(40_781), 8), 0.001);
    assertEquals(0.9, Math.pow(Published.form(71_050), 8), 0.001);
  }
}
