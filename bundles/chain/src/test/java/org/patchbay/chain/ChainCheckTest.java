package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainCheckTest {
  private final ChainCheck check = new ChainCheck();

  @Test
  void whatCanBeMeantIsTaken() {
    for (String value : List.of("auto", "all", "none", "288", " 1000 ")) {
      assertEquals(Optional.empty(), check.refusal("keep", value), value);
    }
  }

  @Test
  void anythingElseIsRefusedWithWhatIsAllowed() {
    for (String value : List.of("5", "banana", "-1", "", "99999999999")) {
      String why = check.refusal("keep", value).orElseThrow();
      assertTrue(why.contains("auto, all, none, or a number from 288"), why);
    }
  }

  @Test
  void otherKeysAreNotItsMatter() {
    assertEquals(Optional.empty(), check.refusal("other", "banana"));
  }
}
