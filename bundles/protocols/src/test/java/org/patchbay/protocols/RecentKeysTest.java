package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecentKeysTest {
  @Test
  void theLast2500AreAlwaysKnownAndNothingOlderThan5000() {
    RecentKeys keys = new RecentKeys();
    SplittableRandom random = new SplittableRandom(1);
    List<Long> added = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      long key = random.nextLong();
      assertFalse(keys.contains(key));
      keys.add(key);
      keys.add(key);
      added.add(key);
    }
    List<Long> young = added.subList(20_000 - RecentKeys.GENERATION, 20_000);
    assertEquals(0, young.stream().filter(key -> !keys.contains(key)).count());
    List<Long> old = added.subList(0, 20_000 - 2 * RecentKeys.GENERATION);
    assertEquals(0, old.stream().filter(keys::contains).count());
  }

  @Test
  void zeroIsAKeyToo() {
    RecentKeys keys = new RecentKeys();
    assertFalse(keys.contains(0));
    keys.add(0);
    assertTrue(keys.contains(0));
  }
}
