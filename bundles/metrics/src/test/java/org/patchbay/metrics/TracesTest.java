package org.patchbay.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.api.observe.Observer.Item;
import org.patchbay.wire.Hash256;

class TracesTest {
  /** One trace, as simply as can be. */
  private static final class Naive {
    final Hash256 id;
    final long acceptedAt;
    final Map<Integer, Long> announced = new HashMap<>();
    final Map<Integer, Long> requested = new HashMap<>();

    Naive(Hash256 id, long acceptedAt) {
      this.id = id;
      this.acceptedAt = acceptedAt;
    }

    void reached(Map<Integer, Long> times, int peers, long now) {
      for (int count = 1; count <= Math.min(peers, 1 << 19); count *= 2) {
        times.putIfAbsent(count, now - acceptedAt);
      }
    }
  }

  @Test
  void aRingRemembersWhatAListOfTheLastWould() {
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(300);
      Traces traces = new Traces(Item.TRANSACTION, size, random.nextLong(), random.nextLong());
      List<Naive> model = new ArrayList<>();
      long now = 0;
      for (int step = 0; step < 4_000; step++) {
        now += random.nextInt(1_000);
        Hash256 id = id(random.nextInt(2 * size + 3));
        int peers = random.nextInt(4) == 0 ? 1 << random.nextInt(22) : random.nextInt(40) - 2;
        switch (random.nextInt(3)) {
          case 0 -> {
            traces.accepted(id, now);
            model.add(new Naive(id, now));
          }
          case 1 -> {
            traces.announced(id, peers, now);
            Naive naive = find(model, size, id);
            if (naive != null) {
              naive.reached(naive.announced, peers, now);
            }
          }
          default -> {
            traces.requested(id, peers, now);
            Naive naive = find(model, size, id);
            if (naive != null) {
              naive.reached(naive.requested, peers, now);
            }
          }
        }
        Hash256 asked = id(random.nextInt(2 * size + 3));
        assertSame(find(model, size, asked), traces.find(asked));
      }
      List<Spread> last = traces.last(traces.count(), Integer.MAX_VALUE);
      assertEquals(Math.min(size, model.size()), last.size());
      for (int i = 0; i < last.size(); i++) {
        assertSame(model.get(model.size() - 1 - i), last.get(i));
      }
    }
  }

  @Test
  void hashesThatShareTheirLowBitsAreFound() {
    Traces traces = new Traces(Item.TRANSACTION, 1_000, 1, 2);
    for (int i = 0; i < 5_000; i++) {
      traces.accepted(new Hash256(7, 7, 7, i), i);
    }
    for (int i = 4_000; i < 5_000; i++) {
      assertEquals(i, traces.find(new Hash256(7, 7, 7, i)).acceptedAt());
    }
    assertNull(traces.find(new Hash256(7, 7, 7, 3_999)));
  }

  @Test
  void pagesJoinToTheWhole() {
    Traces traces = new Traces(Item.BLOCK, 1_000, 1, 2);
    for (int i = 0; i < 2_500; i++) {
      traces.accepted(id(i), i);
    }
    List<Spread> pages = new ArrayList<>();
    for (long before = traces.count(); before > 1_500; before -= 256) {
      pages.addAll(traces.last(before, 256));
    }
    assertEquals(1_000, pages.size());
    List<Spread> sorted = new ArrayList<>(pages);
    sorted.sort(Comparator.comparingLong(Spread::acceptedAt).reversed());
    assertEquals(sorted, pages);
  }

  private static Naive find(List<Naive> model, int size, Hash256 id) {
    for (int i = model.size() - 1; i >= 0 && i >= model.size() - size; i--) {
      if (model.get(i).id.equals(id)) {
        return model.get(i);
      }
    }
    return null;
  }

  private static void assertSame(Naive expected, Spread actual) {
    if (expected == null) {
      assertNull(actual);
      return;
    }
    assertEquals(expected.id, actual.id());
    assertEquals(expected.acceptedAt, actual.acceptedAt());
    for (int count = 1; count > 0; count *= 2) {
      Long announced = expected.announced.get(count);
      Long requested = expected.requested.get(count);
      assertEquals(announced == null ? -1 : announced, actual.announcedTo(count).orElse(-1));
      assertEquals(requested == null ? -1 : requested, actual.requestedBy(count).orElse(-1));
    }
    assertEquals(most(expected.announced), actual.announced());
    assertEquals(most(expected.requested), actual.requested());
    assertEquals(-1, actual.announcedTo(3).orElse(-1));
    assertEquals(-1, actual.announcedTo(0).orElse(-1));
  }

  private static int most(Map<Integer, Long> times) {
    return times.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static Hash256 id(int number) {
    return new Hash256(number, -number, 0, 1);
  }
}
