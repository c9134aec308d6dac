package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final AtomicInteger relaxed = new AtomicInteger();
  private final Budget budget = new Budget(1_000_000, relaxed::incrementAndGet);

  @Test
  void isTightAboveHalfUntilThreeEighths() {
    Holding holding = new Holding(budget, true);
    holding.add(500_000);
    assertFalse(budget.tight());
    holding.add(1);
    assertTrue(budget.tight());
    holding.add(-100_000);
    assertTrue(budget.tight());
    assertEquals(0, relaxed.get());
    holding.add(-25_001);
    assertFalse(budget.tight());
    assertEquals(1, relaxed.get());
  }

  @Test
  void onlyThoseAboveTheirPartAreExcessive() {
    Holding large = new Holding(budget, true);
    List<Holding> small = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      small.add(new Holding(budget, true));
    }
    large.add(495_000);
    assertFalse(large.excessive());
    small.get(0).add(6_000);
    assertTrue(large.excessive());
    assertFalse(small.get(0).excessive());
    small.get(0).add(5_000);
    assertFalse(small.get(0).excessive());
    small.get(0).add(10_000);
    assertTrue(small.get(0).excessive(), "above a tenth of what is left of 625,000");
  }

  @Test
  void whatAllSmallOnesMayTakeStaysWithinTheBound() {
    List<Holding> links = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      links.add(new Holding(budget, true));
    }
    int read = 1_000;
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Holding link : links) {
        if (!link.excessive()) {
          link.add(read);
          progress = true;
        }
      }
    }
    assertTrue(budget.held() <= 1_000_000 + 100 * read, budget.held() + " held");
  }

  @Test
  void aFewThatWeDialledHaveMoreRoom() {
    Holding dialled = new Holding(budget, false);
    List<Holding> attackers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      attackers.add(new Holding(budget, true));
    }
    attackers.get(0).add(600_000);
    dialled.add(100_000);
    assertFalse(dialled.excessive());
    attackers.get(1).add(1_000);
    assertTrue(attackers.get(1).excessive());
  }

  @Test
  void whatALinkHeldIsGivenBackOnceWhenItEnds() {
    Holding link = new Holding(budget, true);
    link.add(400_000);
    link.end();
    assertEquals(0, budget.held());
    link.add(-400_000);
    link.end();
    assertEquals(0, budget.held());
  }
}
