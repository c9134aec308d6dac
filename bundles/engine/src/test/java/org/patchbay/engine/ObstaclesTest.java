package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObstaclesTest {
  private final Obstacles obstacles = new Obstacles();

  @Test
  void anObstacleIsToldOnceAndAnotherOneToo() {
    assertEquals(Optional.of("refused"), obstacles.failed("refused"));
    assertEquals(Optional.empty(), obstacles.failed("refused"));
    assertEquals(Optional.of("no answer"), obstacles.failed("no answer"));
    assertEquals(Optional.of("no answer"), obstacles.passed());
    assertEquals(Optional.empty(), obstacles.passed());
    assertEquals(Optional.of("no answer"), obstacles.failed("no answer"), "it is back");
  }
}
