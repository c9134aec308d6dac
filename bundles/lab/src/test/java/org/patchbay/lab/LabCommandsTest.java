package org.patchbay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is refused, in one line with the value and what is allowed. */
class LabCommandsTest {
  private final LabCommands commands = new LabCommands(new Lab(null, null));

  @Test
  void wordsThatAreNotAllowedAreNamed() {
    assertEquals("rate 1001: 0 to 1000 is allowed", refusal("1001"));
    assertEquals("rate \"much\": a whole number is wanted", refusal("much"));
    assertEquals("usage: lab:traffic [RATE] (2 words given)", refusal("1", "2"));
    String unknown =
        assertThrows(LabCommands.Refusal.class, () -> commands.attack("rain")).toString();
    assertTrue(unknown.startsWith("attack \"rain\": allowed are inv-flood, orphans, "), unknown);
    assertEquals(
        "seconds 601: 1 to 600 is allowed",
        assertThrows(LabCommands.Refusal.class, () -> commands.attack("orphans", "601"))
            .toString());
  }

  @Test
  void withoutALabThatIsSaid() {
    assertEquals("there is no lab: it speaks regtest alone", refusal());
    assertThrows(LabCommands.Refusal.class, () -> commands.attack("stop"));
    assertThrows(LabCommands.Refusal.class, () -> commands.attack());
  }

  private String refusal(String... words) {
    return assertThrows(LabCommands.Refusal.class, () -> commands.traffic(words)).toString();
  }
}
