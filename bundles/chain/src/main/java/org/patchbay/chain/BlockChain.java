package org.patchbay.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Workers;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks beside a {@link HeaderChain}.
 *
 * <p>Offered blocks queue up for turns on the chain lane, each of which takes as many as it can and
 * answers them in one task of the loop. Other threads read the view that the lane published last.
 */
@Component(
    name = "patchbay.chain.blocks",
    service = {Blocks.class, BlockChain.class},
    immediate = true)
public final class BlockChain implements Blocks {
  private static final Logger LOG = LoggerFactory.getLogger(BlockChain.class);
  private static final String READS = "blocks";
  private static final Duration FORCE_AFTER = Duration.ofSeconds(5);
  private static final long DAY = 24 * 3600;

  /** Bytes of waiting blocks above which no more should be asked for. */
  private static final long BUSY_BYTES = 16L << 20;

  private static final int BUSY_BLOCKS = 1024;

  /** Bytes of waiting blocks above which nothing is taken. */
  private static final long FULL_BYTES = 4 * BUSY_BYTES;

  private final HeaderChain headers;
  private final BlockEngine engine;
  private final ConcurrentLinkedQueue<Offered> offered = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<BlockChange> changes = new ConcurrentLinkedQueue<>();
  private final Set<Hash256> pending = ConcurrentHashMap.newKeySet();
  private final AtomicInteger pendingBlocks = new AtomicInteger();
  private final AtomicLong pendingBytes = new AtomicLong();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final List<Consumer<? super BlockChange>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean initialDownload = true;
  private volatile boolean telling;
  private boolean forcePending;

  /**
   * Loads what is on disk and connects it.
   *
   * @throws IOException when the files cannot be read or written
   * @throws IllegalStateException when they hold the blocks of another network
   */
  @Activate
  public BlockChain(@Reference HeaderChain headers) throws IOException {
    this(headers, BlockFiles.FULL);
  }

  BlockChain(HeaderChain headers, long fullFile) throws IOException {
    this.headers = headers;
    boolean withCoins = headers.network() == Network.REGTEST && headers.keep() == ALL;
    this.engine = headers.onLane(lane -> engine(lane, withCoins, fullFile));
    this.telling = true;
    headers.attach(this);
    look();
  }

  private BlockEngine engine(Lane lane, boolean withCoins, long fullFile) throws IOException {
    BlockFiles files = new BlockFiles(headers.folder(), lane.params().name(), fullFile);
    Refusals refusals = new Refusals(headers.folder(), lane.index());
    return new BlockEngine(lane, refusals, files, withCoins, headers::keep, this::note);
  }

  /** What is connected at the start is no news. */
  private void note(BlockChange change) {
    if (telling) {
      changes.add(change);
    }
  }

  /** Writes what is not yet on the medium and closes the files. */
  @Deactivate
  public void stop() throws IOException {
    headers.detach();
    headers.onLane(
        lane -> {
          engine.close();
          return engine;
        });
  }

  private record Offered(
      Block block, boolean requested, int size, Consumer<? super Outcome> answer) {}

  @Override
  public HeaderView tip() {
    return engine.view().tip();
  }

  @Override
  public boolean initialDownload() {
    return initialDownload;
  }

  @Override
  public int keep() {
    return headers.keep();
  }

  @Override
  public int lowest() {
    return engine.view().lowest();
  }

  @Override
  public int wantedFrom() {
    return engine.view().wantedFrom();
  }

  @Override
  public boolean has(Hash256 block) {
    if (pending.contains(block)) {
      return true;
    }
    int entry = engine.view().line().find(block);
    return entry >= 0 && engine.stored().has(entry);
  }

  @Override
  public boolean busy() {
    return pendingBytes.get() > BUSY_BYTES || pendingBlocks.get() > BUSY_BLOCKS;
  }

  @Override
  public void offer(Block block, boolean requested, Consumer<? super Outcome> answer) {
    int size = block.raw().remaining();
    Offered offer = new Offered(block, requested, size, answer);
    pendingBlocks.incrementAndGet();
    if (pendingBytes.addAndGet(size) > FULL_BYTES || keep() == 0) {
      String why = keep() == 0 ? "no blocks are kept" : "too many blocks wait";
      Outcome.Kind kind = keep() == 0 ? Outcome.Kind.UNWANTED : Outcome.Kind.NOT_STORED;
      headers.loop().execute(() -> answered(offer, BlockOutcome.of(kind, why)));
      return;
    }
    pending.add(block.header().hash());
    offered.add(offer);
    schedule();
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      headers.lane(this::turn, this::turned);
    }
  }

  private record Turn(List<Offered> taken, List<BlockOutcome> outcomes, boolean more) {}

  private Turn turn() {
    scheduled.set(false);
    long now = headers.wallSeconds();
    List<Offered> taken = new ArrayList<>();
    List<BlockLane.Taken> results = new ArrayList<>();
    engine.begin();
    while (!engine.spent()) {
      Offered next = offered.poll();
      if (next == null) {
        break;
      }
      taken.add(next);
      results.add(take(next, now));
    }
    boolean done = true;
    List<BlockOutcome> outcomes = new ArrayList<>(results.size());
    try {
      done = engine.advance();
      for (BlockLane.Taken result : results) {
        outcomes.add(result.outcome().orElseGet(() -> engine.outcome(result.entry())));
      }
      engine.settle();
    } catch (RuntimeException bug) {
      // Whoever offered a block waits for an answer, or it is never asked for again.
      LOG.error("blocks could not be connected", bug);
      while (outcomes.size() < results.size()) {
        outcomes.add(BlockOutcome.of(Outcome.Kind.NOT_STORED, bug.toString()));
      }
    }
    if (!offered.isEmpty()) {
      schedule();
    }
    return new Turn(taken, outcomes, !done);
  }

  /** A failure of ours must neither keep the others of a turn unanswered nor pass unseen. */
  private BlockLane.Taken take(Offered next, long now) {
    try {
      return engine.take(next.block(), next.requested(), now);
    } catch (RuntimeException bug) {
      LOG.error("{} could not be taken", next.block(), bug);
      return BlockLane.Taken.not(BlockOutcome.of(Outcome.Kind.NOT_STORED, bug.toString()));
    }
  }

  private void turned(Optional<Turn> result) {
    if (result.isEmpty()) {
      return;
    }
    Turn turn = result.get();
    for (int i = 0; i < turn.taken().size(); i++) {
      answered(turn.taken().get(i), turn.outcomes().get(i));
    }
    // Only now: what is told in memory stays bounded when thousands of blocks wait to be connected.
    if (turn.more()) {
      schedule();
    }
  }

  private void answered(Offered offer, BlockOutcome outcome) {
    pending.remove(offer.block().header().hash());
    pendingBlocks.decrementAndGet();
    pendingBytes.addAndGet(-offer.size());
    offer.answer().accept(outcome);
  }

  @Override
  public void read(Hash256 block, Consumer<? super Optional<Block>> answer) {
    int entry = engine.view().line().find(block);
    if (entry < 0 || !engine.stored().has(entry)) {
      headers.loop().execute(() -> answer.accept(Optional.empty()));
      return;
    }
    headers.workers().run(READS, () -> engine.stored().onDisk(entry), new Reading(entry, answer));
  }

  private final class Reading implements Workers.Answer<Optional<Block>> {
    private final int entry;
    private final Consumer<? super Optional<Block>> answer;

    Reading(int entry, Consumer<? super Optional<Block>> answer) {
      this.entry = entry;
      this.answer = answer;
    }

    @Override
    public void done(Optional<Block> block) {
      if (block.isEmpty() && engine.stored().has(entry)) {
        LOG.error("a block on disk is damaged; check the disk if this comes back");
        headers.lane(
            () -> {
              engine.lost(entry);
              return true;
            },
            lost -> {});
      }
      answer.accept(block);
    }

    @Override
    public void failed(Exception cause) {
      // Deleted while it was read, or the disk fails.
      LOG.warn("a block could not be read: {}", cause.toString());
      answer.accept(Optional.empty());
    }
  }

  @Override
  public Optional<Coins> coins() {
    return engine.coins().map(coins -> coins);
  }

  @Override
  public Cancellable onChange(Consumer<? super BlockChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** The lane has done something; on the lane. */
  void follow() {
    engine.settle();
  }

  /** The active chain for who asks for headers. */
  Snapshot served() {
    return engine.view().line();
  }

  /** On the lane. */
  LaneTree tree() {
    return engine.tree();
  }

  /** Moves the active chain by one turn; true when it is where it should be. On the lane. */
  boolean advance() {
    engine.begin();
    return engine.advance();
  }

  long bytesOnDisk() {
    return engine.bytesOnDisk();
  }

  boolean hasBlock(int entry) {
    return engine.stored().has(entry);
  }

  /** Tells what the lane did; on the loop. */
  void tell() {
    BlockChange change = changes.poll();
    if (change == null) {
      return;
    }
    look();
    if (!forcePending) {
      forcePending = true;
      headers.loop().after(FORCE_AFTER, this::force);
    }
    for (; change != null; change = changes.poll()) {
      BlockChange told = change;
      TipLine.write(told);
      listeners.forEach(listener -> listener.accept(told));
    }
  }

  /** Ends the initial download once and for all when the tip is recent (§14.10). */
  private void look() {
    if (initialDownload) {
      HeaderView tip = tip();
      initialDownload =
          tip.chainWork().compareTo(headers.minimumWork()) < 0
              || tip.header().time() < headers.wallSeconds() - DAY;
    }
  }

  private void force() {
    forcePending = false;
    headers.lane(
        () -> {
          headers.forceHeaders();
          engine.force();
          return true;
        },
        done -> {});
  }
}
