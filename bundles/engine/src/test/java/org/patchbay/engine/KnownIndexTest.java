package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
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

class KnownIndexTest {
  private final KnownIndex index = new KnownIndex(new Random(7));
  private long sequence;

  private static Hash256 hash(long number) {
    return new Hash256(number * 0x9e3779b97f4a7c15L, number, 1, 2);
  }

  private Hearer join() {
    Hearer hearer = new Hearer(null, null, index.hearers.freeSlot(), 0);
    index.hearers.add(hearer);
    return hearer;
  }

  private KnownItem offer(FakeEntry entry) {
    KnownItem item = index.pin(entry.txid(), entry.wtxid());
    item.offered = new Offered(item, entry, ++sequence, 0);
    return item;
  }

  private boolean knows(Hearer hearer, Hash256 id) {
    return index.knownTo(hearer, id);
  }

  @Test
  void bothHashesOfOneTransactionAreOneItem() {
    FakeEntry entry = FakeEntry.of(1);
    Hearer one = join();
    Hearer other = join();
    index.knows(one, entry.txid());
    index.knows(other, entry.wtxid());
    KnownItem item = offer(entry);
    assertSame(item, index.find(entry.txid()));
    assertSame(item, index.find(entry.wtxid()));
    assertTrue(item.has(one.slot) && item.has(other.slot));
    assertEquals(0, index.unknown());
    assertEquals(1, index.size());
  }

  @Test
  void whatIsWithdrawnIsRememberedForAWhile() {
    Hearer one = join();
    for (int i = 0; i < KnownIndex.WITHDRAWN + 1; i++) {
      KnownItem item = offer(FakeEntry.of(i));
      item.add(one.slot, 1);
      index.unpin(item);
    }
    assertNull(index.find(FakeEntry.of(0).wtxid()));
    assertNull(index.find(FakeEntry.of(0).txid()));
    assertEquals(KnownIndex.WITHDRAWN, index.size());
    assertTrue(offer(FakeEntry.of(1)).has(one.slot), "it came back and he knows it");
  }

  @Test
  void announcementsNeverDisplaceWhatIsOffered() {
    List<KnownItem> offered = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      offered.add(offer(FakeEntry.of(i)));
    }
    Hearer loud = join();
    for (int i = 0; i < 3 * Rumours.PER_ANNOUNCER; i++) {
      index.knows(loud, hash(i));
    }
    assertEquals(Rumours.PER_ANNOUNCER, index.unknown());
    assertFalse(knows(loud, hash(0)));
    assertTrue(knows(loud, hash(3 * Rumours.PER_ANNOUNCER - 1)));
    offered.forEach(item -> assertSame(item, index.find(item.id)));
  }

  @Test
  void manyLoudPeersDoNotTakeAQuietOnesPlace() {
    Hearer quiet = join();
    index.knows(quiet, hash(-1));
    List<Hearer> loud = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      loud.add(join());
    }
    for (int i = 0; i < 200_000; i++) {
      index.knows(loud.get(i % loud.size()), hash(i));
    }
    assertEquals(Rumours.MOST, index.unknown());
    assertTrue(knows(quiet, hash(-1)));
    for (int i = 0; i < 500; i++) {
      index.knows(quiet, hash(1_000_000 + i));
    }
    for (int i = 0; i < 500; i++) {
      assertTrue(knows(quiet, hash(1_000_000 + i)));
    }
    assertEquals(Rumours.MOST, index.unknown());
  }

  @Test
  void whatAnotherSaidTooOutlivesWhoSaidItFirst() {
    Hearer first = join();
    Hearer second = join();
    index.knows(first, hash(1));
    index.knows(second, hash(1));
    index.knows(first, hash(2));
    index.leave(first);
    assertTrue(knows(second, hash(1)));
    assertEquals(1, index.unknown(), "nobody is left who said the other");
    index.leave(second);
    assertEquals(0, index.size());
  }

  @Test
  void aNewcomerInAnotherOnesSlotKnowsNothing() {
    KnownItem item = offer(FakeEntry.of(1));
    for (int round = 0; round < 1_000; round++) {
      Hearer hearer = join();
      assertFalse(item.has(hearer.slot), "round " + round);
      item.add(hearer.slot, index.hearers.words());
      assertTrue(item.has(hearer.slot));
      index.leave(hearer);
    }
    assertTrue(index.hearers.high() <= 128, index.hearers.high() + " slots for one peer");
  }

  /** Sets and maps, and nothing shared. */
  private final class Naive {
    final Map<Hearer, Set<Integer>> known = new HashMap<>();
    final Set<Integer> offered = new HashSet<>();
    final List<Integer> remembered = new ArrayList<>();

    void knows(Hearer hearer, int number) {
      known.get(hearer).add(number);
    }
  }

  /** Within its bounds the index forgets nothing and makes nothing up. */
  @Test
  void agreesWithANaiveModel() {
    Random random = new Random(42);
    for (int run = 0; run < 20; run++) {
      compare(new KnownIndexTest(), random);
    }
  }

  private static void compare(KnownIndexTest test, Random random) {
    KnownIndexTest.Naive naive = test.new Naive();
    List<Hearer> live = new ArrayList<>();
    List<FakeEntry> entries = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      entries.add(FakeEntry.of(i));
    }
    for (int step = 0; step < 4_000; step++) {
      int number = random.nextInt(entries.size());
      FakeEntry entry = entries.get(number);
      Hearer hearer = live.isEmpty() ? null : live.get(random.nextInt(live.size()));
      switch (random.nextInt(hearer == null ? 1 : 12)) {
        case 0, 1 -> {
          Hearer fresh = test.join();
          live.add(fresh);
          naive.known.put(fresh, new HashSet<>());
        }
        case 2 -> {
          live.remove(hearer);
          naive.known.remove(hearer);
          test.index.leave(hearer);
        }
        case 3, 4 -> {
          test.offer(entry);
          naive.offered.add(number);
          naive.remembered.add(number);
        }
        case 5 -> {
          if (naive.offered.remove(number)) {
            test.index.unpin(test.index.find(entry.wtxid()));
          }
        }
        default -> {
          if (naive.remembered.contains(number)) {
            test.index.knows(hearer, random.nextBoolean() ? entry.txid() : entry.wtxid());
          } else {
            // Until it is offered, nobody can tell that both hashes are of one transaction.
            test.index.knows(hearer, entry.wtxid());
            test.index.knows(hearer, entry.txid());
          }
          naive.knows(hearer, number);
        }
      }
      if (step % 40 == 0) {
        check(test, naive, live, entries);
      }
    }
  }

  private static void check(
      KnownIndexTest test, Naive naive, List<Hearer> live, List<FakeEntry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      KnownItem item = test.index.find(entries.get(i).wtxid());
      assertEquals(naive.offered.contains(i), item != null && item.offered != null);
      if (naive.offered.contains(i)) {
        assertNotNull(test.index.find(entries.get(i).txid()));
      }
    }
    for (Hearer hearer : live) {
      Set<Integer> known = naive.known.get(hearer);
      for (int i = 0; i < entries.size(); i++) {
        assertEquals(known.contains(i), test.knows(hearer, entries.get(i).wtxid()));
        assertEquals(known.contains(i), test.knows(hearer, entries.get(i).txid()));
      }
    }
    assertEquals(naive.offered.size(), test.index.offered());
  }
}
