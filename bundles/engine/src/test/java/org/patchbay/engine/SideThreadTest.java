package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SideThreadTest {
  private final SideThread side = new SideThread(body -> new Thread(body, "side"));

  @Test
  void theEndComesAfterAllThatWaitsAndIsNotInterrupted() throws Exception {
    List<Integer> ran = new ArrayList<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      side.run(() -> ran.add(number));
    }
    side.end(false, () -> interrupted.complete(Thread.currentThread().isInterrupted()));
    assertFalse(interrupted.get(), "files close under an interrupt");
    assertEquals(List.of(0, 1, 2), ran);
  }

  @Test
  void whatATaskThrowsEndsNothing() throws Exception {
    CompletableFuture<Boolean> after = new CompletableFuture<>();
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    side.run(
        () -> {
          throw new OutOfMemoryError("of a policy");
        });
    side.run(() -> after.complete(true));
    assertTrue(after.get());
    side.end(false, () -> end.complete(true));
    assertTrue(end.get());
  }
}
