package org.patchbay.chain;

import java.util.Optional;
import java.util.function.IntSupplier;
import org.patchbay.api.chain.Blocks;
import org.patchbay.wire.UInt256;

/** Which heights of the best header chain are wanted (§14.7, §18.4). Confined to the chain lane. */
final class Window {
  private final Index index;
  private final UInt256 minimumWork;
  private final ActiveLine line;
  private final IntSupplier keep;
  private Snapshot forkedFrom;
  private int forkedTip;
  private int fork;

  Window(Index index, UInt256 minimumWork, ActiveLine line, IntSupplier keep) {
    this.index = index;
    this.minimumWork = minimumWork;
    this.line = line;
    this.keep = keep;
  }

  /** Whether the best header chain is the network's, so that its blocks are worth having. */
  boolean open() {
    Snapshot best = index.snapshot();
    return keep.getAsInt() > 0 && best.entries().work(best.tip()).compareTo(minimumWork) >= 0;
  }

  /** The lowest height that is kept with the best header chain as it is. */
  int lowest() {
    int most = keep.getAsInt();
    return most == Blocks.ALL ? 1 : Math.max(1, index.snapshot().tipHeight() - most + 1);
  }

  /** Height of the last connected entry on the best header chain. */
  int fork() {
    Snapshot best = index.snapshot();
    int tip = line.tip();
    if (best != forkedFrom || tip != forkedTip) {
      // A long way back on a long branch, to be gone once and not with every block that comes.
      fork = best.entries().height(best.fork(tip));
      forkedFrom = best;
      forkedTip = tip;
    }
    return fork;
  }

  /** Why a block is not taken; empty when it is. */
  Optional<String> unwanted(int entry, boolean requested) {
    Entries entries = index.entries();
    int height = entries.height(entry);
    if (!open() || height < lowest()) {
      return Optional.of("height " + height + " is not kept");
    }
    if (requested) {
      return Optional.empty();
    }
    UInt256 work = entries.work(entry);
    if (work.compareTo(entries.work(line.tip())) < 0 || work.compareTo(minimumWork) < 0) {
      return Optional.of("not asked for, with chain work " + work);
    }
    return height > line.height() + BlockLane.UNREQUESTED_AHEAD
        ? Optional.of("not asked for, at height " + height + " (tip " + line.height() + ")")
        : Optional.empty();
  }
}
