package org.patchbay.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.patchbay.api.loop.Loop;

/**
 * Asks the node loop and waits for it, at most two seconds, so that nobody hangs when the loop
 * does. Thread-safe.
 */
final class Asking {
  private static final long ANSWER_SECONDS = 2;

  private final Loop loop;

  Asking(Loop loop) {
    this.loop = loop;
  }

  /** What the loop answers. */
  <R> R answer(Supplier<R> question) {
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
    return within(answer, "the node loop");
  }

  /**
   * What somebody answers within two seconds.
   *
   * @param who for the message of the failure
   */
  static <R> R within(CompletableFuture<R> answer, String who) {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(who + " did not answer within " + ANSWER_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + who, e);
    }
  }

  /** Returns when the loop has done it. */
  void done(Runnable task) {
    answer(
        () -> {
          task.run();
          return true;
        });
  }
}
