package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Hash256;

class RumoursTest {
  private final Random random = new Random(11);
  private final HearerTable hearers = new HearerTable(this::wash);
  private final Rumours rumours = new Rumours(hearers, random);

  private void wash(long[] freed) {
    rumours.clear(freed);
  }

  private Hearer join() {
    Hearer hearer = new Hearer(null, null, hearers.freeSlot(), 0);
    hearers.add(hearer);
    return hearer;
  }

  private void leave(Hearer hearer) {
    hearers.remove(hearer);
    rumours.leave(hearer);
  }

  /** Hashes as a stranger would choose them: all alike but for a few bits. */
  private static Hash256 hash(int number) {
    return new Hash256(0, (long) number << 48, 0, (long) number << 60);
  }

  @Test
  void theOldestOfAnAccountGoesFirst() {
    Hearer loud = join();
    for (int i = 0; i < Rumours.PER_ANNOUNCER + 10; i++) {
      rumours.say(loud, hash(i));
    }
    for (int i = 0; i < 10; i++) {
      assertFalse(rumours.said(loud, hash(i)));
      assertTrue(rumours.said(loud, hash(i + 10)));
    }
    assertEquals(Rumours.PER_ANNOUNCER, rumours.size());
  }

  @Test
  void whoSaidItIsToldToTheItem() {
    List<Hearer> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(join());
    }
    rumours.say(all.get(3), hash(1));
    rumours.say(all.get(3), hash(1));
    rumours.say(all.get(190), hash(1));
    rumours.say(all.get(64), hash(1));
    KnownItem item = new KnownItem(hash(1));
    rumours.settle(hash(1), item);
    for (int i = 0; i < 200; i++) {
      assertEquals(i == 3 || i == 64 || i == 190, item.has(all.get(i).slot), "peer " + i);
    }
    assertEquals(0, rumours.size());
  }

  @Test
  void agreesWithANaiveModel() {
    Map<Integer, Set<Hearer>> naive = new HashMap<>();
    List<Hearer> live = new ArrayList<>();
    for (int step = 0; step < 40_000; step++) {
      int number = random.nextInt(2_000);
      Hearer hearer = live.isEmpty() ? null : live.get(random.nextInt(live.size()));
      int kind = random.nextInt(200);
      if (hearer == null || kind == 0) {
        live.add(join());
      } else if (kind == 1) {
        live.remove(hearer);
        leave(hearer);
        naive.values().forEach(said -> said.remove(hearer));
        naive.values().removeIf(Set::isEmpty);
      } else if (kind < 40) {
        rumours.settle(hash(number), new KnownItem(hash(number)));
        naive.remove(number);
      } else {
        rumours.say(hearer, hash(number));
        naive.computeIfAbsent(number, key -> new HashSet<>()).add(hearer);
      }
      assertEquals(naive.size(), rumours.size());
      if (step % 10_000 == 0) {
        check(naive, live);
      }
    }
  }

  private void check(Map<Integer, Set<Hearer>> naive, List<Hearer> live) {
    for (int number = 0; number < 2_000; number++) {
      Set<Hearer> said = naive.getOrDefault(number, Set.of());
      for (Hearer hearer : live) {
        assertEquals(said.contains(hearer), rumours.said(hearer, hash(number)));
      }
    }
  }
}
