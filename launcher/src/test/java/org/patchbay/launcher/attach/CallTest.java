package org.patchbay.launcher.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
  private static Call parse(String... words) {
    return Call.parse(words, "/opt/patchbay");
  }

  @Test
  void wordsAreOneCommand() {
    Call call = parse("peer:show", "12");
    assertEquals("peer:show 12", call.commands());
    assertEquals(new File("/opt/patchbay"), call.folder());
    assertFalse(call.json());
  }

  @Test
  void aQuotedWordAmongOthersStaysOneWord() {
    assertEquals(
        "policy:promote eviction --reason \"so \\\"it\\\" costs 5 \\$\"",
        parse("policy:promote", "eviction", "--reason", "so \"it\" costs 5 $").commands());
    assertEquals("peer:list | grep x", parse("peer:list", "|", "grep", "x").commands());
    assertEquals("peer:list | grep x", parse("peer:list | grep x").commands());
    assertEquals("ban:add x --reason \"\"", parse("ban:add", "x", "--reason", "").commands());
  }

  @Test
  void optionsComeFirst() {
    Call call = parse("--json", "--data", "/var/node", "peer:list", "--json");
    assertTrue(call.json());
    assertEquals(new File("/var/node"), call.folder());
    assertEquals("peer:list --json", call.commands());
    assertEquals(new File("/x"), parse("-datadir=/x").folder());
    assertEquals("--help", parse("--", "--help").commands());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--wings", "-x", "--data"})
  void anOptionThatIsNotOneIsNamed(String word) {
    Exception refused = assertThrows(IllegalArgumentException.class, () -> parse(word));
    assertTrue(refused.getMessage().contains("\"" + word + "\""), refused.getMessage());
  }
}
