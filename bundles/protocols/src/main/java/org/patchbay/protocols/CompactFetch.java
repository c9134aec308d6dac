package org.patchbay.protocols;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.session.Session;
import org.patchbay.protocols.Reconstruction.Failed;
import org.patchbay.protocols.Reconstruction.Invalid;
import org.patchbay.protocols.Reconstruction.Partial;
import org.patchbay.protocols.Reconstruction.Whole;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.message.BlockTxn;
import org.patchbay.wire.message.CmpctBlock;
import org.patchbay.wire.message.GetBlockTxn;
import org.patchbay.wire.message.GetData;

/**
 * Fetches one block from one peer as a compact block (protocol-facts §7.4, §7.7). Confined to the
 * node loop.
 *
 * <p>Rule: one at a time, and only such as we asked for; what goes wrong by chance ends in a
 * request for the whole block, and what cannot be is an offence. A block that turns out invalid is
 * none, because BIP152 lets peers pass on what they have not validated.
 */
final class CompactFetch {
  private static final String LANE = "block forms";

  private final Session session;
  private final CompactTerms terms;
  private final Supplier<Optional<Mempool>> pool;
  private final Workers workers;
  private final Taker taker;
  private Optional<Hash256> asked = Optional.empty();
  private Optional<Partial> partial = Optional.empty();
  private Optional<Hash256> failed = Optional.empty();
  private Optional<Hash256> working = Optional.empty();
  private boolean over;

  /** Who takes a block that was put together. */
  interface Taker {
    /** The block is whole, though it may not be what its header commits to. */
    void whole(Block block);
  }

  CompactFetch(
      Session session,
      CompactTerms terms,
      Supplier<Optional<Mempool>> pool,
      Workers workers,
      Taker taker) {
    this.session = session;
    this.terms = terms;
    this.pool = pool;
    this.workers = workers;
    this.taker = taker;
  }

  void begin() {
    session.on(BlockTxn.class, this::onBlockTxn);
    session.onEnd(() -> over = true);
  }

  /** Asks for a block if it can be had so; answers whether it did. */
  boolean ask(Hash256 block) {
    boolean possible =
        terms.provided()
            && asked.isEmpty()
            && failed.filter(block::equals).isEmpty()
            && pool.get().filter(Mempool::openToPeers).isPresent();
    if (possible) {
      asked = Optional.of(block);
      session.send(new GetData(List.of(new Inventory(Inventory.CMPCT_BLOCK, block))));
    }
    return possible;
  }

  /** The block came whole, or is not awaited any more. */
  void forget(Hash256 block) {
    if (asked.filter(block::equals).isPresent()) {
      asked = Optional.empty();
      partial = Optional.empty();
    }
  }

  /** What was put together was not the block: the next time the whole is asked for. */
  void failed(Hash256 block) {
    failed = Optional.of(block);
  }

  /** Takes a compact block that we asked for; answers false for any other. */
  boolean took(CmpctBlock message) {
    Hash256 block = message.header().hash();
    if (asked.filter(block::equals).isEmpty()
        || partial.isPresent()
        || working.filter(block::equals).isPresent()) {
      return false;
    }
    Optional<Mempool> from = pool.get();
    // The pool is copied and put in order there too: that takes long when it is full.
    work(block, () -> Reconstruction.begin(message, from.map(Mempool::snapshot).orElse(List.of())));
    return true;
  }

  private void onBlockTxn(BlockTxn message) {
    if (partial.isPresent() && partial.get().header().hash().equals(message.block())) {
      Partial mine = partial.get();
      partial = Optional.empty();
      work(message.block(), () -> Reconstruction.finish(mine, message.transactions()));
    } else if (failed.filter(message.block()::equals).isPresent()) {
      offence("blocktxn after the block could not be put together");
    }
  }

  private void work(Hash256 block, Callable<Reconstruction.Result> work) {
    working = Optional.of(block);
    workers.run(
        LANE,
        work,
        new Workers.Answer<Reconstruction.Result>() {
          private void worked() {
            working = working.filter(any -> !any.equals(block));
          }

          @Override
          public void done(Reconstruction.Result result) {
            worked();
            if (!over && asked.filter(block::equals).isPresent()) {
              took(block, result);
            }
          }

          @Override
          public void failed(Exception cause) {
            worked();
            session.close(CloseReason.of(CloseReason.Code.INTERNAL_ERROR, block + ": " + cause));
          }
        });
  }

  private void took(Hash256 block, Reconstruction.Result result) {
    Lines.compact(session, block, result);
    if (result instanceof Partial some) {
      partial = Optional.of(some);
      session.send(new GetBlockTxn(block, some.missing()));
      return;
    }
    asked = Optional.empty();
    if (result instanceof Whole whole) {
      taker.whole(whole.block());
    } else if (result instanceof Failed) {
      failed = Optional.of(block);
      session.send(new GetData(List.of(new Inventory(Inventory.WITNESS_BLOCK, block))));
    } else if (result instanceof Invalid invalid) {
      failed = Optional.of(block);
      offence(invalid.why());
      session.send(new GetData(List.of(new Inventory(Inventory.WITNESS_BLOCK, block))));
    }
  }

  private void offence(String detail) {
    session.report(Fact.offence(Fact.Offence.Kind.INVALID_COMPACT_BLOCK, detail));
  }
}
