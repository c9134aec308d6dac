package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerHeapTest {
  @Test
  void firesLikeASortedListWhateverIsAddedAndCalledOff() {
    Random random = new Random(7);
    TimerHeap heap = new TimerHeap();
    List<Timer> model = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      int dice = random.nextInt(10);
      if (dice < 5) {
        Timer timer = new Timer(random.nextInt(1000), i, () -> {}, null);
        heap.add(timer);
        model.add(timer);
      } else if (!model.isEmpty()) {
        Timer gone = dice < 8 ? model.get(random.nextInt(model.size())) : first(model);
        if (dice >= 8) {
          assertSame(first(model), heap.peek());
        }
        heap.remove(gone);
        heap.remove(gone);
        model.remove(gone);
      }
      assertEquals(model.size(), heap.size());
    }
    while (!model.isEmpty()) {
      Timer next = first(model);
      assertSame(next, heap.peek());
      heap.remove(next);
      model.remove(next);
    }
    assertNull(heap.peek());
  }

  private static Timer first(List<Timer> model) {
    return model.stream()
        .min(Comparator.comparingLong((Timer t) -> t.due).thenComparingLong(t -> t.number))
        .orElseThrow();
  }
}
