package org.patchbay.shell;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a part of the node answers later. */
final class Answer {
  private static final int SECONDS = 60;

  private Answer() {}

  /** What comes; refused with the message of what failed. */
  static <T> T of(String what, CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new Refused(String.valueOf(e.getCause().getMessage()));
    } catch (TimeoutException e) {
      throw new Refused("%s: no answer within %d s, it goes on".formatted(what, SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(what + ": interrupted, it goes on");
    }
  }
}
