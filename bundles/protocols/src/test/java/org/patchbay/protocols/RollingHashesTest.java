package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Hash256;

/** What is remembered of hashes, and the table that keeps entries by hash. */
class RollingHashesTest {
  private final SplittableRandom random = new SplittableRandom(11);

  private Hash256 any() {
    return new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  @Test
  void theLastOnesAreKnownAndNoOthers() {
    int n = 500;
    RollingHashes hashes = new RollingHashes(n, random);
    List<Hash256> all = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      all.add(any());
      hashes.add(all.get(i));
      assertTrue(hashes.contains(all.get(Math.max(0, i - n + 1))), "the " + n + "th last");
      assertFalse(hashes.contains(any()));
      assertTrue(i < 2 * n || !hashes.contains(all.get(i - 2 * n)), "older than two generations");
    }
    assertTrue(hashes.slots() <= 4 * 1_024);
    hashes.clear();
    assertFalse(hashes.contains(all.get(4_999)));
    assertEquals(0, hashes.slots());
  }

  @Test
  void oneHundredTwentyThousandTakeAFewMegabytes() {
    TxFilters filters = new TxFilters(random);
    Hash256 first = any();
    filters.refuse(first);
    for (int i = 1; i < TxFilters.REFUSED; i++) {
      filters.refuse(any());
    }
    assertTrue(filters.refused(first));
    for (int i = 0; i < 3 * TxFilters.REFUSED; i++) {
      filters.refuse(any());
    }
    assertFalse(filters.refused(first));
    assertTrue(filters.slots() <= 2 * 262_144, filters.slots() + " slots of 8 bytes");
  }

  private record Entry(Hash256 key) implements KeyedTable.Keyed {}

  @Test
  void theTableIsLikeAMap() {
    KeyedTable<Entry> table = new KeyedTable<>(KeyedTable.Secret.of(random));
    Map<Hash256, Entry> map = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      boolean grows = step / 2_000 % 2 == 0;
      Hash256 key = new Hash256(1, random.nextInt(1_000), 0, 0);
      Entry known = map.get(key);
      assertEquals(known, table.get(key));
      if (known == null && (grows || random.nextInt(4) == 0)) {
        Entry added = new Entry(key);
        map.put(key, added);
        table.add(added);
      } else if (known != null && (!grows || random.nextInt(4) == 0)) {
        map.remove(key);
        table.remove(key);
      }
      assertEquals(map.size(), table.size());
      assertTrue(table.slots() <= Math.max(8, 8 * table.size()));
    }
    assertEquals(
        map.keySet(), new java.util.HashSet<>(table.list().stream().map(Entry::key).toList()));
    List.copyOf(map.keySet()).forEach(table::remove);
    assertEquals(0, table.slots());
  }
}
