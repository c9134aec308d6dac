package org.patchbay.metrics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.patchbay.api.loop.Loop;

/** Answers from the node loop, from any thread. */
final class Answers {
  private static final int SECONDS = 2;

  private final Loop loop;

  Answers(Loop loop) {
    this.loop = loop;
  }

  /**
   * What a question gives on the loop.
   *
   * @throws IllegalStateException when the loop does not answer in time
   */
  <R> R of(Supplier<R> question) {
    if (loop.inLoop()) {
      return question.get();
    }
    CompletableFuture<R> answer = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the node loop did not answer within " + SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the node loop", e);
    }
  }
}
