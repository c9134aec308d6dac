package org.patchbay.mining;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.patchbay.wire.Hash256;

/** One call for blocks: a template, a search, an offer, and again. Confined to the node loop. */
final class Generation {
  private final Miner miner;
  private final byte[] payee;
  private final int count;
  private final CompletableFuture<List<Hash256>> answer = new CompletableFuture<>();
  private final List<Hash256> mined = new ArrayList<>();
  private long tries;

  Generation(Miner miner, byte[] payee, int count, long tries) {
    this.miner = miner;
    this.payee = payee;
    this.count = count;
    this.tries = tries;
  }

  CompletableFuture<List<Hash256>> answer() {
    return answer;
  }

  void next() {
    if (mined.size() >= count || tries <= 0) {
      answer.complete(List.copyOf(mined));
    } else if (!answer.isDone()) {
      miner
          .make(true, template -> Work.on(template.block(payee), tries))
          .whenComplete(
              (work, failure) -> {
                if (failure == null) {
                  worked(work);
                } else {
                  answer.completeExceptionally(failure);
                }
              });
    }
  }

  private void worked(Work work) {
    tries = work.left();
    if (work.block().isEmpty()) {
      next();
      return;
    }
    miner
        .offer(work.block().get())
        .whenComplete(
            (hash, failure) -> {
              if (failure == null) {
                mined.add(hash);
                next();
              } else {
                answer.completeExceptionally(failure);
              }
            });
  }
}
