package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.patchbay.api.loop.Loop;

/**
 * Asks the node loop and waits for it, at most two seconds, so that nobody hangs when the loop
 * does. Thread-safe.
 */
final class Asking {
  private static final long ANSWER_SECONDS = 2;

  /** A fraction of a millisecond's work, also of the costliest question. */
  private static final int AT_ONCE = 64;

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
   * What the loop answers for each of many, a few at a time: what else it has to do does not wait
   * for all of them.
   *
   * @param all asked once, at the beginning
   */
  <T, R> List<R> each(Supplier<List<T>> all, Function<? super T, ? extends R> question) {
    if (loop.inLoop()) {
      return all.get().stream().<R>map(question).toList();
    }
    CompletableFuture<List<R>> answer = new CompletableFuture<>();
    loop.execute(
        () -> {
          List<T> asked = all.get();
          some(asked, question, new ArrayList<>(asked.size()), answer);
        });
    return within(answer, "the node loop");
  }

  private <T, R> void some(
      List<T> asked,
      Function<? super T, ? extends R> question,
      List<R> answers,
      CompletableFuture<List<R>> answer) {
    try {
      int end = Math.min(asked.size(), answers.size() + AT_ONCE);
      for (int i = answers.size(); i < end; i++) {
        answers.add(question.apply(asked.get(i)));
      }
      if (end == asked.size()) {
        answer.complete(Collections.unmodifiableList(answers));
      } else {
        loop.execute(() -> some(asked, question, answers, answer));
      }
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
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
