package org.patchbay.chainrpc;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.patchbay.api.loop.Loop;

/** Answers that come on the node loop, as stages. */
final class Asked {
  private Asked() {}

  /** Of a question that is given who takes the answer. */
  static <T> CompletableFuture<T> of(Consumer<Consumer<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    question.accept(answer::complete);
    return answer;
  }

  /** Of what must be read on the loop. */
  static <T> CompletableFuture<T> on(Loop loop, Supplier<T> read) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            answer.complete(read.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }
}
