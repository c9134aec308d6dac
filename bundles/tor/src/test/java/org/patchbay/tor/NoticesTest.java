package org.patchbay.tor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private final Notices notices = new Notices();

  @Test
  void theSameIsNotSaidTwiceInARow() {
    assertTrue(notices.news("gone", 5));
    assertFalse(notices.news("gone", 6));
    assertFalse(notices.news("gone", 5 + 3 * Notices.WINDOW));
    assertTrue(notices.news("back", 5 + 3 * Notices.WINDOW));
    assertTrue(notices.news("gone", 6 + 3 * Notices.WINDOW));
  }

  @Test
  void anHourHasSoManyLines() {
    assertEquals(
        Notices.MOST, IntStream.range(0, 100).filter(i -> notices.news("line " + i, i)).count());
    assertFalse(notices.news("other", Notices.WINDOW - 1));
    assertTrue(notices.news("other", Notices.WINDOW));
  }
}
