package org.patchbay.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatLimitTest {
  private static final long MINUTE = 60_000;

  private final RepeatLimit limit = new RepeatLimit(2, MINUTE);
  private Instant now = Lines.NOON;

  @Test
  void whatRepeatsIsHeldBackAndThenCounted() {
    assertTrue(admit("cannot accept {}", "cannot accept 1"));
    assertTrue(admit("cannot accept {}", "cannot accept 2"));
    assertFalse(admit("cannot accept {}", "cannot accept 3"));
    assertFalse(admit("cannot accept {}", "cannot accept 4"));
    assertTrue(admit("another {}", "another 1"));

    assertEquals(List.of(), due());
    now = now.plusMillis(MINUTE);
    List<Entry> due = due();
    assertEquals(1, due.size());
    assertEquals(
        "2 more lines like this were held back within 60 s, the last: cannot accept 4",
        due.get(0).text());
    assertEquals(2, due.get(0).held());
    assertEquals(2, limit.total());

    assertTrue(admit("cannot accept {}", "cannot accept 5"), "a new minute");
    assertEquals(List.of(), limit.rest());
  }

  @Test
  void theEndTellsWhatWasHeldBack() {
    for (int i = 0; i < 5; i++) {
      admit("a", "a " + i);
    }
    assertEquals(3, limit.rest().get(0).held());
    assertEquals(List.of(), limit.rest());
  }

  @Test
  void aClockThatGoesBackHoldsNothingUp() {
    admit("a", "a");
    admit("a", "a");
    assertFalse(admit("a", "a"));
    now = now.minusSeconds(3_600);
    assertEquals(1, due().size());
    assertTrue(admit("a", "a"));
  }

  @Test
  void noMorePatternsAreRememberedThanMayBe() {
    for (int i = 0; i < 3; i++) {
      admit("first", "first");
    }
    int told = 0;
    for (int i = 0; i < 3 * RepeatLimit.MOST; i++) {
      told += due().size();
      admit("pattern " + i, "text");
    }
    assertEquals(1, told, "what was forgotten is told of");
  }

  @Test
  void noLimitHoldsNothingBack() {
    limit.set(0, MINUTE);
    for (int i = 0; i < 100; i++) {
      assertTrue(admit("a", "a"));
    }
  }

  private boolean admit(String pattern, String text) {
    return limit.admit(pattern, Lines.entry(text, now));
  }

  private List<Entry> due() {
    return limit.due(now.toEpochMilli());
  }
}
