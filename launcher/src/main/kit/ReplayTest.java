package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.patchbay.record.Recording;
import org.patchbay.record.Replay;
import org.patchbay.record.Result;

/** What it answers to all that another was asked on a node under attack. */
class {{class}}ReplayTest {
  @Test
  void itAnswersWhateverWasAsked() {
    // Or Recording.of(Path), of what record:start wrote on a node of your own.
    Result result = Replay.of(Recording.sample()).with(new {{class}}());

    assertTrue(result.questions() > 0);
    assertEquals(0, result.failures(), result.failure());
    System.out.printf(
        "{{name}} beside %s: %d of %d answers differ %s%n",
        result.inForce(), result.differed(), result.compared(), result.kinds());
  }
}
