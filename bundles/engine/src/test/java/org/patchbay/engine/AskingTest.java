package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AskingTest {
  private static final int MANY = 5_000;

  private final NodeLoop loop = new NodeLoop(Duration.ofSeconds(1));
  private final Asking asking = new Asking(loop);
  private final List<Integer> all = IntStream.range(0, MANY).boxed().toList();

  @AfterEach
  void stop() {
    loop.stop();
  }

  @Test
  void otherTasksComeBetweenTheQuestionsToMany() {
    AtomicInteger asked = new AtomicInteger();
    CompletableFuture<Integer> askedBefore = new CompletableFuture<>();
    List<Integer> answers =
        asking.each(
            () -> all,
            each -> {
              if (asked.getAndIncrement() == 0) {
                loop.execute(() -> askedBefore.complete(asked.get()));
              }
              return -each;
            });
    assertEquals(all.stream().map(each -> -each).toList(), answers, "in their order");
    assertEquals(64, askedBefore.join(), "asked before another task had its turn");
  }

  @Test
  void onTheLoopAllAnswerAtOnceAndAFailureIsTheAskers() {
    assertEquals(List.of(), asking.each(List::of, each -> each));
    assertEquals(all, asking.answer(() -> asking.each(() -> all, each -> each)));
    assertThrows(
        IllegalStateException.class,
        () ->
            asking.each(
                () -> all,
                each -> {
                  throw new IllegalArgumentException("no answer");
                }));
  }
}
