package org.patchbay.chain;

import java.util.List;
import java.util.Optional;
import org.patchbay.api.chain.Blocks.Outcome.Kind;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.UInt256;

/**
 * Judges one offered block and puts it on disk (protocol-facts §6.2, §14.7). Confined to the chain
 * lane.
 */
final class BlockLane {
  /** How far above the tip a block is taken that nobody asked for. */
  static final int UNREQUESTED_AHEAD = 288;

  private final Lane lane;
  private final BlockRules rules;
  private final Stored stored;
  private final Candidates candidates;
  private final ActiveChain active;
  private final Window window;

  BlockLane(Lane lane, Stored stored, Candidates candidates, ActiveChain active, Window window) {
    this.lane = lane;
    this.rules = new BlockRules(lane.params());
    this.stored = stored;
    this.candidates = candidates;
    this.active = active;
    this.window = window;
  }

  /**
   * What a block came to.
   *
   * @param entry of its header when it is on disk now; -1 when not
   * @param outcome when it is not on disk now
   */
  record Taken(int entry, Optional<BlockOutcome> outcome) {
    static Taken not(BlockOutcome outcome) {
      return new Taken(-1, Optional.of(outcome));
    }
  }

  /**
   * Takes a block.
   *
   * @param now our clock in unix seconds
   */
  Taken take(Block block, boolean requested, long now) {
    Index index = lane.index();
    BlockHeader header = block.header();
    int entry = index.find(header.hash());
    if (entry >= 0 && stored.has(entry)) {
      return not(Kind.KNOWN, entry, "");
    }
    int parent = entry >= 0 ? index.entries().parent(entry) : index.find(header.previous());
    if (parent < 0) {
      return Taken.not(
          BlockOutcome.of(
              Kind.ORPHAN, "prev-blk-not-found: parent " + header.previous() + " is not known"));
    }
    int height = index.entries().height(parent) + 1;
    // Before anything else: what was delivered need not be what the hash stands for.
    Optional<String> mutation = rules.mutation(block, height);
    if (mutation.isPresent()) {
      return Taken.not(BlockOutcome.of(Kind.MUTATED, mutation.get()));
    }
    if (entry < 0) {
      Taken entered = enter(header, parent, now);
      if (entered.entry() < 0) {
        return entered;
      }
      entry = entered.entry();
    }
    if (index.invalid(entry)) {
      return not(Kind.INVALID, entry, active.reason(entry));
    }
    Optional<String> unwanted = window.unwanted(entry, requested);
    if (unwanted.isPresent()) {
      return not(Kind.UNWANTED, entry, unwanted.get());
    }
    return store(block, entry, height);
  }

  private Taken store(Block block, int entry, int height) {
    Entries entries = lane.index().entries();
    Optional<String> broken =
        rules.broken(block, height, entries.medianTime(entries.parent(entry)));
    if (broken.isPresent()) {
      active.invalidate(entry, broken.get());
      return not(Kind.INVALID, entry, broken.get());
    }
    if (!stored.write(entry, block, height)) {
      return not(Kind.NOT_STORED, entry, "the disk does not take it");
    }
    candidates.stored(entry);
    return new Taken(entry, Optional.empty());
  }

  /** Enters the header of a block that came without one. */
  private Taken enter(BlockHeader header, int parent, long now) {
    List<BlockHeader> one = List.of(header);
    Optional<Refusal> unsound = lane.rules().byThemselves(one);
    if (unsound.isPresent()) {
      return refused(unsound.get());
    }
    UInt256 work =
        lane.index().entries().work(parent).plus(lane.rules().target((int) header.bits()).work());
    if (work.compareTo(lane.threshold()) < 0) {
      return Taken.not(
          BlockOutcome.of(
              Kind.UNWANTED, "chain work " + work + " (at least " + lane.threshold() + ")"));
    }
    Ledger.Entered entered = lane.ledger().enter(one, parent, now);
    return entered.refusal().isPresent()
        ? refused(entered.refusal().get())
        : new Taken(entered.last(), Optional.empty());
  }

  private static Taken refused(Refusal refusal) {
    Kind kind =
        switch (refusal.kind()) {
          case NOT_STORED -> Kind.NOT_STORED;
          case FUTURE -> Kind.FUTURE;
          default -> Kind.INVALID;
        };
    return Taken.not(BlockOutcome.of(kind, refusal.reason()));
  }

  private Taken not(Kind kind, int entry, String detail) {
    return Taken.not(
        new BlockOutcome(kind, Optional.of(lane.index().entries().view(entry)), detail));
  }
}
