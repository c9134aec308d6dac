package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;

class NotesTest {
  private final Notes notes = new Notes();

  @Test
  void theLastEightAreKeptInOrder() {
    assertEquals(List.of(), notes.lines());
    for (int i = 0; i < 11; i++) {
      notes.add("line " + i);
    }
    assertEquals(8, notes.lines().size());
    assertEquals("line 3", notes.lines().get(0));
    assertEquals("line 10", notes.lines().get(7));
  }

  @Test
  void whatIsSaidTwiceInARowIsKeptOnce() {
    notes.learn(Fact.nuisance(Fact.Nuisance.Kind.UNKNOWN_COMMAND, "zz"));
    notes.learn(Fact.nuisance(Fact.Nuisance.Kind.UNKNOWN_COMMAND, "zz"));
    notes.learn(Fact.nuisance(Fact.Nuisance.Kind.UNKNOWN_COMMAND, "zy"));
    notes.add("unknown-command: zy");
    notes.learn(Fact.nuisance(Fact.Nuisance.Kind.RATE_LIMITED, "zy"));
    assertEquals(
        List.of("unknown-command: zz", "unknown-command: zy", "rate-limited: zy"), notes.lines());
  }
}
