package org.patchbay.mining;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Hash256;

/**
 * The template that is asked for, made anew when the tip moved or, at most every five seconds, when
 * the pool changed; and the wait for such a change (BIP22). Confined to the node loop, except
 * {@link #current} and {@link #changed}.
 */
final class Templates {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Loop loop;
  private final Blocks blocks;
  private final Miner miner;
  private final Cancellable following;
  private long poolChanges;
  private Dated last;

  /**
   * A template and when it was made.
   *
   * @param poolChanges how often the pool had changed
   */
  record Dated(Template template, long poolChanges, long at) {
    /** What a caller shows to wait for the next one. */
    String id() {
      return template.next().parent().hash().toString() + poolChanges;
    }
  }

  Templates(Loop loop, Blocks blocks, Mempool pool, Miner miner) {
    this.loop = loop;
    this.blocks = blocks;
    this.miner = miner;
    this.following =
        pool.follow(
            new Mempool.Listener() {
              @Override
              public void added(Mempool.Entry entry) {
                poolChanges++;
              }

              @Override
              public void removed(Mempool.Entry entry, Mempool.Removal why) {
                poolChanges++;
              }
            });
  }

  void stop() {
    following.cancel();
  }

  /** The template to work on. */
  CompletableFuture<Dated> current() {
    CompletableFuture<Dated> answer = new CompletableFuture<>();
    loop.execute(() -> current(answer));
    return answer;
  }

  private void current(CompletableFuture<Dated> answer) {
    if (last != null && isFresh(last)) {
      answer.complete(last);
      return;
    }
    long changes = poolChanges;
    long now = loop.now();
    miner
        .make(true, template -> template)
        .whenComplete(
            (template, failure) -> {
              if (failure == null) {
                last = new Dated(template, changes, now);
                answer.complete(last);
              } else {
                answer.completeExceptionally(failure);
              }
            });
  }

  private boolean isFresh(Dated dated) {
    return dated.template().next().parent().hash().equals(blocks.tip().hash())
        && (dated.poolChanges() == poolChanges || loop.now() - dated.at() <= FRESH.toNanos());
  }

  /**
   * Waits until the tip is another one, or the pool has changed: looked at after a minute and then
   * every ten seconds.
   */
  CompletableFuture<Void> changed(Hash256 tip, long changes) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    loop.execute(() -> wait(tip, changes, answer));
    return answer;
  }

  private void wait(Hash256 tip, long changes, CompletableFuture<Void> answer) {
    if (!blocks.tip().hash().equals(tip)) {
      answer.complete(null);
      return;
    }
    Cancellable listening =
        blocks.onChange(
            change -> {
              if (!change.tip().hash().equals(tip)) {
                answer.complete(null);
              }
            });
    answer.whenComplete((nothing, failure) -> listening.cancel());
    look(changes, FIRST_LOOK, answer);
  }

  private void look(long changes, Duration after, CompletableFuture<Void> answer) {
    Cancellable looking =
        loop.after(
            after,
            () -> {
              if (poolChanges != changes) {
                answer.complete(null);
              } else if (!answer.isDone()) {
                look(changes, LOOK, answer);
              }
            });
    answer.whenComplete((nothing, failure) -> looking.cancel());
  }
}
