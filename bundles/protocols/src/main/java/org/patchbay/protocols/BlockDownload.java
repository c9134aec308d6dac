package org.patchbay.protocols;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.chain.TipChange;
import org.patchbay.wire.Hash256;

/**
 * Decides which peer is asked for which block (protocol-facts §14.7, §10.3). Confined to the node
 * loop; told by conversations, and tells them what to ask for.
 *
 * <p>Rule: blocks of the best header chain, the lowest first, within a window of 1024 from the
 * lowest that is wanted; each of one peer at a time, at most 16 of one peer. Why: parallel enough
 * to fill a line, and no peer can hold back more than 16 blocks. When a peer has free room and only
 * the end of the window keeps it idle, whoever owes the first block of the window holds up all.
 *
 * <p>Cost: every height below {@code next} is owed, had or being checked; each is passed once,
 * unless a peer that owed it goes. A peer is asked when half of its room is free, so that there is
 * one message for eight blocks.
 */
final class BlockDownload {
  static final int WINDOW = 1024;
  static final int MAX_IN_FLIGHT = 16;

  /**
   * Bytes of blocks that may be on their way in all, by the size of the last ones: what is asked
   * for must find room when it comes, however slow our disk is.
   */
  static final long MAX_BYTES = 32L << 20;

  /** A limited peer is asked for what is less than this below its best (288 - 2). */
  static final int LIMITED_DEPTH = 286;

  /** How often the whole window is looked through. */
  static final Duration LOOK = Duration.ofMinutes(1);

  /** Bytes of a block before the first one came: on the networks that matter they are large. */
  private static final long FIRST_SIZE = 600_000;

  /** How far a branch is followed to where it left the best chain. */
  private static final int LONGEST_BRANCH = 2_000;

  /** How many blocks that we have are passed over in search of who holds up the window. */
  private static final int STALL_SEARCH = 64;

  private final Chain chain;
  private final Blocks blocks;
  private final StallTime stallTime = new StallTime();
  private final Set<BlockSource> sources = new LinkedHashSet<>();
  private final Set<BlockSource> atWindowEnd = new LinkedHashSet<>();
  private final Set<BlockSource> heldBack = new LinkedHashSet<>();
  private final Map<Hash256, BlockSource> owed = new HashMap<>();
  private Optional<BlockSource> resting = Optional.empty();
  private int next;
  private int lastFrom = Integer.MAX_VALUE;
  private int preferred;
  private int downloading;
  private long meanSize = FIRST_SIZE;
  private long lookedAt;

  BlockDownload(Chain chain, Blocks blocks) {
    this.chain = chain;
    this.blocks = blocks;
  }

  BlockSource join(BlockSource.Line line) {
    BlockSource source = new BlockSource(line);
    sources.add(source);
    preferred += source.preferred ? 1 : 0;
    source.reach = reach(line);
    return source;
  }

  void leave(BlockSource source) {
    if (sources.remove(source)) {
      boolean others = !source.owes.isEmpty() || resting.filter(any -> any == source).isPresent();
      preferred -= source.preferred ? 1 : 0;
      others |= source.preferred && preferred == 0;
      atWindowEnd.remove(source);
      heldBack.remove(source);
      downloading -= source.owes.isEmpty() ? 0 : 1;
      source.owes.forEach(
          (block, height) -> {
            owed.remove(block);
            next = Math.min(next, height);
          });
      source.owes.clear();
      resting = resting.filter(any -> any != source);
      if (others) {
        refillAll();
      }
    }
  }

  /** Its best header is another one. */
  void learned(BlockSource source) {
    source.reach = reach(source.line);
    refill(source, true);
  }

  /** Whether a block was asked of anybody. */
  boolean requested(Hash256 block) {
    return owed.containsKey(block);
  }

  /** Whether a block is the only one that anybody owes. */
  boolean alone(Hash256 block) {
    return owed.size() == 1 && owed.containsKey(block);
  }

  /**
   * It delivered a block, whatever the block is worth; answers whether it was asked for it.
   *
   * @param size in bytes
   */
  boolean received(BlockSource source, Hash256 block, int size) {
    boolean asked = settled(source, block);
    meanSize = asked ? (7 * meanSize + size) / 8 : meanSize;
    return asked;
  }

  private boolean settled(BlockSource source, Hash256 block) {
    if (source.owes.remove(block) == null) {
      return false;
    }
    owed.remove(block);
    downloading -= source.owes.isEmpty() ? 1 : 0;
    return true;
  }

  /** Time has passed: what was had, or owed, may be lost. Looks once a minute for all of them. */
  void look(BlockSource source, long now) {
    if (now - lookedAt >= LOOK.toNanos()) {
      lookedAt = now;
      next = 0;
    }
    refill(source, false);
  }

  void refill(BlockSource source) {
    refill(source, false);
  }

  /** What it delivered was not the block: others are asked, and it is asked for nothing more. */
  void distrust(BlockSource source, Hash256 block) {
    source.trusted = false;
    missed(block);
  }

  /** It says that it does not have a block that it was asked for. */
  void lacks(BlockSource source, Hash256 block) {
    Integer height = source.owes.get(block);
    if (height != null) {
      settled(source, block);
      source.reach =
          source.reach.filter(at -> at.height() < height).or(() -> chain.header(height - 1));
      next = Math.min(next, height);
      refillAll();
    }
  }

  /** A block did not come to be had: it is to be asked for again. */
  void missed(Hash256 block) {
    chain.header(block).ifPresent(header -> next = Math.min(next, header.height()));
    refillAll();
  }

  /** A block could not be written: nothing is asked for until {@link #rested}. */
  void rest(BlockSource source, Hash256 block) {
    resting = Optional.of(source);
    missed(block);
  }

  void rested() {
    resting = Optional.empty();
    checked();
  }

  /** A block was checked; who waited for that, or for the window to move, is asked again. */
  void checked() {
    int from = lastFrom;
    if (from() != from) {
      // Also without a change of the active chain: a long branch is stored before it is connected.
      refill(List.copyOf(atWindowEnd));
    }
    if (!heldBack.isEmpty() && resting.isEmpty() && !blocks.busy()) {
      List<BlockSource> waiting = List.copyOf(heldBack);
      heldBack.clear();
      refill(waiting);
    }
  }

  void blocksChanged(BlockChange change) {
    stallTime.connected(change.connected().size());
    checked();
  }

  void headersChanged(TipChange change) {
    boolean other = !change.fork().hash().equals(change.from().hash());
    boolean begins = lastFrom == Integer.MAX_VALUE;
    if (other) {
      next = Math.min(next, change.fork().height() + 1);
      sources.forEach(source -> source.reach = reach(source.line));
    }
    if (other || begins) {
      refillAll();
    }
  }

  void gaveUp() {
    stallTime.gaveUp();
  }

  int downloading() {
    return downloading;
  }

  private Optional<HeaderView> reach(BlockSource.Line line) {
    Optional<HeaderView> at = line.best();
    for (int i = 0; i < LONGEST_BRANCH && at.isPresent() && !onBest(at.get()); i++) {
      at = chain.header(at.get().header().previous());
    }
    return at.filter(this::onBest);
  }

  private boolean onBest(HeaderView header) {
    return chain.header(header.height()).filter(at -> at.hash().equals(header.hash())).isPresent();
  }

  /** The lowest height that is wanted; where it went back, so does what is asked next. */
  private int from() {
    int from = blocks.wantedFrom();
    next = from < lastFrom ? Math.min(next, from) : next;
    lastFrom = from;
    return from;
  }

  void refillAll() {
    refill(sources);
  }

  /** Asks those who have room in order: preferred for downloads, gladly asked, with most room. */
  private void refill(Collection<BlockSource> some) {
    some.stream()
        .sorted(
            Comparator.comparing((BlockSource source) -> !source.preferred)
                .thenComparing(source -> -source.line.preference())
                .thenComparing(source -> -source.line.room()))
        .toList()
        .forEach(source -> refill(source, false));
  }

  private void refill(BlockSource source, boolean announced) {
    int room = source.line.room();
    int free = room - source.owes.size();
    if (free <= 0 || !announced && 2 * free < room || source.reach.isEmpty() || !source.trusted) {
      return;
    }
    int from = from();
    askBeside(source);
    if (from == Integer.MAX_VALUE || !mayBeAsked(source, announced)) {
      return;
    }
    if (resting.isPresent() || blocks.busy()) {
      heldBack.add(source);
      return;
    }
    if (!onBest(source.reach.get())) {
      source.reach = reach(source.line); // the chain is ahead of what it has told us
    }
    int reach = source.reach.map(HeaderView::height).orElse(-1);
    long fits = MAX_BYTES / Math.max(1, meanSize) - owed.size();
    if (fits <= 0 && !owed.isEmpty()) {
      heldBack.add(source);
      return;
    }
    free = (int) Math.min(room - source.owes.size(), Math.max(1, fits));
    List<Hash256> wanted = take(source, from, Math.min(reach, from + WINDOW - 1), free);
    if (!wanted.isEmpty()) {
      atWindowEnd.remove(source);
      source.line.ask(wanted);
    } else if (source.owes.isEmpty() && reach >= from + WINDOW) {
      atWindowEnd.add(source);
      if (!source.line.limited()) {
        findStalling(source, from);
      }
    }
  }

  /**
   * Rule (§14.7): a peer whose chain has more work than ours is asked for the blocks of its own
   * chain, be it the best header chain or one beside it, when at most 16 of them are missing. Why:
   * of headers with equal work the first one heard is the best, and whoever keeps back its block
   * would keep us from everybody else's.
   */
  private void askBeside(BlockSource source) {
    BlockSource.Line line = source.line;
    Optional<HeaderView> best = line.best();
    HeaderView tip = blocks.tip();
    if (best.isEmpty()
        || onBest(best.get())
        || blocks.initialDownload()
        || blocks.busy()
        || resting.isPresent()
        || !line.servesBlocks()
        || best.get().chainWork().compareTo(tip.chainWork()) <= 0
        || best.get().chainWork().compareTo(chain.minimumWork()) < 0) {
      return;
    }
    Deque<HeaderView> missing = new ArrayDeque<>();
    Optional<HeaderView> at = best;
    while (at.isPresent() && !blocks.has(at.get().hash()) && !at.get().hash().equals(tip.hash())) {
      if (missing.size() == MAX_IN_FLIGHT) {
        return;
      }
      missing.addFirst(at.get());
      at = chain.header(at.get().header().previous());
    }
    List<Hash256> taken = new ArrayList<>();
    for (HeaderView header : missing) {
      if (!owed.containsKey(header.hash()) && source.owes.size() < line.room()) {
        owe(source, header.hash(), header.height());
        taken.add(header.hash());
      }
    }
    if (!taken.isEmpty()) {
      line.ask(taken);
    }
  }

  private boolean mayBeAsked(BlockSource source, boolean announced) {
    BlockSource.Line line = source.line;
    Optional<HeaderView> best = line.best();
    HeaderView tip = blocks.tip();
    if (!line.servesBlocks()
        || best.isEmpty()
        || best.get().chainWork().compareTo(tip.chainWork()) < 0
        || best.get().chainWork().compareTo(chain.minimumWork()) < 0) {
      return false;
    }
    if (!blocks.initialDownload() || announced && line.nearTip(tip)) {
      return true;
    }
    boolean chosen = source.preferred || preferred == 0 || owed.isEmpty();
    return chosen && (!line.limited() || blocks.keep() != Blocks.ALL);
  }

  private List<Hash256> take(BlockSource source, int from, int last, int free) {
    next = Math.max(next, from);
    int height = next;
    if (source.line.limited()) {
      int best = source.line.best().orElseThrow().height();
      height = Math.max(height, best - LIMITED_DEPTH + 1);
    }
    List<Hash256> taken = new ArrayList<>(free);
    for (; height <= last && taken.size() < free; height++) {
      Hash256 block = chain.header(height).orElseThrow().hash();
      if (!owed.containsKey(block) && !blocks.has(block)) {
        owe(source, block, height);
        taken.add(block);
      }
      next += height == next ? 1 : 0;
    }
    return taken;
  }

  /** It owes a block from now on, and nobody else does. */
  void owe(BlockSource source, Hash256 block, int height) {
    if (owed.containsKey(block)) {
      settled(owed.get(block), block);
    }
    downloading += source.owes.isEmpty() ? 1 : 0;
    owed.put(block, source);
    source.owes.put(block, height);
  }

  private void findStalling(BlockSource idle, int from) {
    for (int height = from; height < from + STALL_SEARCH; height++) {
      Hash256 block = chain.header(height).orElseThrow().hash();
      if (!blocks.has(block)) {
        BlockSource holder = owed.get(block);
        if (holder != null && holder != idle) {
          holder.line.stalls(stallTime.time());
        }
        return;
      }
    }
  }
}
