package org.patchbay.chain;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.wire.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that the blocks of a node need on the chain lane: judging, storing, connecting, and
 * keeping the last of them. Confined to the chain lane, but for {@link #view}, {@link #stored} and
 * {@link #bytesOnDisk}.
 */
final class BlockEngine {
  private static final Logger LOG = LoggerFactory.getLogger(BlockEngine.class);

  /** Bytes of blocks that one turn connects. */
  private static final long MOST_BYTES = 8L << 20;

  private static final int MOST_STEPS = 128;

  private final Index index;
  private final IntSupplier keep;
  private final Places places = new Places();
  private final BlockFiles files;
  private final Stored stored;
  private final Candidates candidates;
  private final Moves moves;
  private final Optional<LiveCoins> coins;
  private final ActiveChain active;
  private final Window window;
  private final BlockLane judge;
  private final LaneTree tree;
  private final Refusals refusals;
  private Snapshot seen;
  private int lowest;
  private int steps;
  private long bytes;
  private volatile BlockView view;

  /** Loads what is on disk and connects it. */
  BlockEngine(
      Lane lane,
      Refusals refusals,
      BlockFiles files,
      boolean withCoins,
      IntSupplier keep,
      Consumer<BlockChange> sink)
      throws IOException {
    this.index = lane.index();
    this.refusals = refusals;
    this.keep = keep;
    this.files = files;
    this.stored = new Stored(places, files, GenesisBlock.of(lane.params().genesis()));
    this.candidates = new Candidates(index, places);
    this.moves = new Moves(index, sink);
    this.coins = withCoins ? Optional.of(new LiveCoins()) : Optional.empty();
    this.active = new ActiveChain(index, lane.params(), stored, candidates, moves, coins);
    this.window = new Window(index, lane.params().minimumWork(), active.line(), keep);
    this.judge = new BlockLane(lane, stored, candidates, active, window);
    this.tree = new LaneTree(lane, refusals, candidates, active, coins);
    load(lane.params());
  }

  private void load(ChainParams params) throws IOException {
    int[] found =
        keep.getAsInt() == 0 ? new int[0] : new BlockLoader(index, places, files, params).load();
    int base = 0;
    if (window.open()) {
      Snapshot best = index.snapshot();
      base = Math.min(window.lowest(), best.tipHeight()) - 1;
      while (base > 0 && places.has(best.best(base))) {
        base--;
      }
      base = Math.max(0, base);
    }
    if (base > 0) {
      active.jump(base);
    }
    refusals.roots().forEach(entry -> active.refused(entry, Refusals.REASON));
    candidates.begin(active.line().tip());
    for (int entry : found) {
      candidates.stored(entry);
    }
    active.resume();
    while (active.step() > 0) {}
    lowest = base == 0 && stored.has(0) ? 0 : base + 1;
    settle();
    LOG.info(
        "{} blocks of {} on disk, connected up to height {}",
        found.length,
        params.name(),
        active.line().height());
  }

  /** What other threads may see. */
  BlockView view() {
    return view;
  }

  Stored stored() {
    return stored;
  }

  LaneTree tree() {
    return tree;
  }

  long bytesOnDisk() {
    return files.bytes();
  }

  Optional<LiveCoins> coins() {
    return coins;
  }

  /** Begins a turn. */
  void begin() {
    steps = 0;
    bytes = 0;
  }

  /** Whether this turn has done its share. */
  boolean spent() {
    return steps >= MOST_STEPS || bytes >= MOST_BYTES;
  }

  BlockLane.Taken take(Block block, boolean requested, long now) {
    BlockLane.Taken taken = judge.take(block, requested, now);
    steps++;
    bytes += block.raw().remaining();
    advance();
    return taken;
  }

  /** Moves the active chain as far as the turn allows; true when it is where it should be. */
  boolean advance() {
    while (!spent()) {
      int done = active.step();
      if (done == 0) {
        return true;
      }
      steps++;
      bytes += done;
    }
    return false;
  }

  /** What an offered block that is on disk has become. */
  BlockOutcome outcome(int entry) {
    Blocks.Outcome.Kind kind = Blocks.Outcome.Kind.STORED;
    String detail = "";
    if (index.invalid(entry)) {
      kind = Blocks.Outcome.Kind.INVALID;
      detail = active.reason(entry);
    } else if (active.has(entry)) {
      kind = Blocks.Outcome.Kind.CONNECTED;
    }
    return new BlockOutcome(kind, Optional.of(index.entries().view(entry)), detail);
  }

  /** A block turned out to be damaged on disk. */
  void lost(int entry) {
    places.set(entry, 0);
    if (active.has(entry)) {
      lowest = Math.max(lowest, index.entries().height(entry) + 1);
    } else {
      candidates.lost(entry);
      candidates.chooseAgain(active.line().tip());
    }
  }

  /** Has all threads see what the lane did, if it did anything. */
  void settle() {
    Snapshot now = index.snapshot();
    moves.flush();
    if (now != seen) {
      slide();
      moves.flush();
    }
    BlockView before = view;
    int tip = active.line().tip();
    prune();
    int wantedFrom = wantedFrom();
    if (now == seen
        && before != null
        && before.line().tip() == tip
        && before.lowest() == lowest
        && before.wantedFrom() == wantedFrom) {
      return;
    }
    seen = now;
    view =
        new BlockView(
            index.along(active.line().array(), tip), index.entries().view(tip), lowest, wantedFrom);
  }

  /** Where the chain went on beyond what is kept, what is before the kept blocks counts as here. */
  private void slide() {
    if (keep.getAsInt() == Blocks.ALL || !window.open()) {
      return;
    }
    int base = window.lowest() - 1;
    int fork = window.fork();
    if (fork >= base) {
      return;
    }
    if (fork < active.line().height()) {
      LOG.warn(
          "reorganisation from height {} to {}, forking at {}, below what is kept: going on from {}",
          active.line().height(),
          index.snapshot().tipHeight(),
          fork,
          base);
    }
    active.jump(base);
    lowest = base + 1;
  }

  /**
   * The first height above the fork whose block, or one between, is missing. Not the first one that
   * is not connected: a branch longer than the window of downloads is connected only when it has
   * more work, and would never get there.
   */
  private int wantedFrom() {
    Snapshot best = index.snapshot();
    if (!window.open() || candidates.complete(best.tip())) {
      return Integer.MAX_VALUE;
    }
    int low = Math.max(window.fork() + 1, window.lowest());
    int high = best.tipHeight();
    while (low < high) {
      int middle = low + high >>> 1;
      if (candidates.complete(best.best(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void prune() {
    int most = keep.getAsInt();
    if (most == Blocks.ALL) {
      return;
    }
    try {
      for (int file : files.prune(active.line().height() - most)) {
        places.forgetFile(file);
      }
    } catch (IOException e) {
      LOG.warn("old blocks cannot be deleted: {}", e.toString());
    }
    while (lowest <= active.line().height() && !stored.has(active.line().at(lowest))) {
      lowest++;
    }
  }

  /** Has the medium hold what was written. */
  void force() throws IOException {
    files.force();
  }

  void close() throws IOException {
    files.close();
  }
}
