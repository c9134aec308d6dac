package org.patchbay.mining;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;

/**
 * Makes templates and blocks. Confined to the node loop, except where it says otherwise.
 *
 * <p>A template stands on the tip of which all were told: only then does the pool hold nothing that
 * the chain has, or has spent. Choosing and the search run on a worker.
 */
final class Miner {
  private static final String LANE = "mining";
  private static final Duration SOON = Duration.ofMillis(1);

  private final Loop loop;
  private final Workers workers;
  private final Blocks blocks;
  private final BlockTree tree;
  private final Mempool pool;
  private final Cancellable following;
  private Hash256 told;

  Miner(Loop loop, Workers workers, Blocks blocks, BlockTree tree, Mempool pool) {
    this.loop = loop;
    this.workers = workers;
    this.blocks = blocks;
    this.tree = tree;
    this.pool = pool;
    this.following = blocks.onChange(change -> told = change.tip().hash());
    loop.execute(() -> told = blocks.tip().hash());
  }

  void stop() {
    following.cancel();
  }

  /** What is made of a template, on a worker. */
  interface Made<T> extends Function<Template, T> {}

  /**
   * Makes something of a template; from any thread.
   *
   * @param withPool whether the template takes from the pool
   * @return fails when the node stops
   */
  <T> CompletableFuture<T> make(boolean withPool, Made<T> made) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.execute(() -> onTip(answer, next -> make(next, withPool, made, answer)));
    return answer;
  }

  private void onTip(CompletableFuture<?> answer, Consumer<BlockTree.Next> then) {
    BlockTree.Next next = tree.next();
    if (answer.isDone()) {
      return;
    }
    if (next.parent().hash().equals(told)) {
      then.accept(next);
    } else {
      loop.after(SOON, () -> onTip(answer, then));
    }
  }

  private <T> void make(
      BlockTree.Next next, boolean withPool, Made<T> made, CompletableFuture<T> answer) {
    List<Mempool.Entry> entries = withPool ? pool.snapshot() : List.of();
    long now = loop.wallTime().getEpochSecond();
    workers.run(
        LANE,
        () -> made.apply(Template.of(next, now, entries)),
        new Workers.Answer<T>() {
          @Override
          public void done(T result) {
            answer.complete(result);
          }

          @Override
          public void failed(Exception cause) {
            answer.completeExceptionally(cause);
          }
        });
  }

  /**
   * Mines blocks one after the other; from any thread. Ends when the answer is cancelled.
   *
   * @param tries hashes in all; fewer blocks are answered when they are used up
   */
  CompletableFuture<List<Hash256>> generate(byte[] payee, int count, long tries) {
    Generation generation = new Generation(this, payee, count, tries);
    loop.execute(generation::next);
    return generation.answer();
  }

  /** Offers a block of ours; the hash comes when all were told of it. */
  CompletableFuture<Hash256> offer(Block block) {
    CompletableFuture<Hash256> answer = new CompletableFuture<>();
    loop.execute(
        () ->
            blocks.offer(
                block,
                true,
                outcome ->
                    // After this the listeners are told; the answer comes in a turn after that.
                    loop.execute(() -> conclude(block, outcome, answer))));
    return answer;
  }

  private static void conclude(
      Block block, Blocks.Outcome outcome, CompletableFuture<Hash256> answer) {
    switch (outcome.kind()) {
      case CONNECTED, STORED, KNOWN -> answer.complete(block.header().hash());
      default ->
          answer.completeExceptionally(
              new RpcException(
                  RpcCode.INTERNAL_ERROR,
                  "ProcessNewBlock, block not accepted: " + outcome.detail()));
    }
  }
}
