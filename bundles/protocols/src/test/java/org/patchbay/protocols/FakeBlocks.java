package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;

/**
 * Blocks without rules, over a {@link FakeChain}: they are checked a while after they were offered,
 * and connect as soon as everything below them is there. What is said of one can be put before it.
 */
final class FakeBlocks implements Blocks {
  record Said(Kind kind, Optional<HeaderView> header, String detail) implements Outcome {}

  record Change(List<Block> disconnected, List<Block> connected, HeaderView tip)
      implements BlockChange {}

  final FakeChain chain;
  final Map<Hash256, Outcome.Kind> verdicts = new HashMap<>();
  final List<Hash256> offered = new ArrayList<>();
  final List<Hash256> unrequested = new ArrayList<>();
  final List<Hash256> read = new ArrayList<>();
  final List<Runnable> heldReads = new ArrayList<>();
  int keep = ALL;
  int maxChecking = 64;
  boolean initialDownload;
  boolean holdReads;
  boolean holdChecks;

  private final VirtualLoop loop;
  private final Map<Hash256, Block> stored = new HashMap<>();
  private final Set<Hash256> checking = new HashSet<>();
  private final List<Runnable> heldChecks = new ArrayList<>();
  private final List<Consumer<? super BlockChange>> listeners = new ArrayList<>();
  private final List<HeaderView> active = new ArrayList<>();

  FakeBlocks(VirtualLoop loop, FakeChain chain) {
    this.loop = loop;
    this.chain = chain;
    active.add(chain.header(0).orElseThrow());
    chain.listeners.add(0, change -> connect());
  }

  /** A node that follows headers alone. */
  static BlockProtocol none(FakeChain chain) {
    return new BlockProtocol(
        chain, null, new VirtualWorkers(chain.loop), FakeConfig.of(BlockProtocol.Config.class));
  }

  BlockProtocol protocol() {
    return protocol(FakeConfig.of(BlockProtocol.Config.class));
  }

  BlockProtocol protocol(BlockProtocol.Config config) {
    return new BlockProtocol(chain, this, new VirtualWorkers(loop), config);
  }

  /** A block without transactions for a header. */
  static Block empty(BlockHeader header) {
    return Block.of(header, List.of());
  }

  /** Stores empty blocks for the best header chain up to a height; tells nobody. */
  FakeBlocks fill(int height) {
    for (BlockHeader header : chain.headers(1, height)) {
      stored.put(header.hash(), empty(header));
    }
    advance(new ArrayList<>());
    return this;
  }

  /** Stores a block as the next of both chains, whatever its parent is; tells nobody. */
  FakeBlocks plant(Block block) {
    chain.plant(block.header());
    stored.put(block.header().hash(), block);
    advance(new ArrayList<>());
    return this;
  }

  /** Stores a block that is on the best header chain, and tells of it. */
  void put(Block block) {
    stored.put(block.header().hash(), block);
    connect();
  }

  Block stored(Hash256 hash) {
    return stored.get(hash);
  }

  void drop(Hash256 hash) {
    stored.remove(hash);
  }

  private void connect() {
    List<Block> gone = new ArrayList<>();
    List<Block> come = advance(gone);
    if (!come.isEmpty() || !gone.isEmpty()) {
      Change change = new Change(gone, come, tip());
      List.copyOf(listeners).forEach(listener -> listener.accept(change));
    }
  }

  /** Goes over to the best header chain once it is longer as far as blocks are there. */
  private List<Block> advance(List<Block> gone) {
    slide();
    int fork = fork();
    int end = fork;
    while (end < chain.tip().height()
        && stored.containsKey(chain.header(end + 1).orElseThrow().hash())) {
      end++;
    }
    if (end <= tip().height()) {
      return List.of();
    }
    List<HeaderView> leaving = active.subList(fork + 1, active.size());
    leaving.forEach(view -> gone.add(stored.get(view.hash())));
    Collections.reverse(gone);
    leaving.clear();
    List<Block> come = new ArrayList<>();
    for (int height = fork + 1; height <= end; height++) {
      HeaderView view = chain.header(height).orElseThrow();
      active.add(view);
      come.add(stored.get(view.hash()));
    }
    return come;
  }

  /** Without the blocks before the last {@code keep}, they count as connected. */
  private void slide() {
    int base = chain.tip().height() - keep;
    if (keep > 0 && base > 0 && chain.hasMinimumWork() && fork() < base) {
      active.clear();
      for (int height = 0; height <= base; height++) {
        active.add(chain.header(height).orElseThrow());
      }
    }
  }

  private int fork() {
    int height = Math.min(active.size() - 1, chain.tip().height());
    while (!chain.header(height).orElseThrow().equals(active.get(height))) {
      height--;
    }
    return height;
  }

  @Override
  public HeaderView tip() {
    slide();
    return active.get(active.size() - 1);
  }

  @Override
  public boolean initialDownload() {
    return initialDownload;
  }

  @Override
  public int keep() {
    return keep;
  }

  @Override
  public int lowest() {
    return keep == ALL ? 0 : Math.max(0, tip().height() - keep + 1);
  }

  @Override
  public int wantedFrom() {
    slide();
    if (!chain.hasMinimumWork()) {
      return Integer.MAX_VALUE;
    }
    int first = Math.max(fork() + 1, keep == ALL ? 0 : chain.tip().height() - keep + 1);
    while (first <= chain.tip().height()
        && stored.containsKey(chain.header(first).orElseThrow().hash())) {
      first++;
    }
    return first > chain.tip().height() ? Integer.MAX_VALUE : first;
  }

  @Override
  public boolean has(Hash256 block) {
    return stored.containsKey(block)
        || checking.contains(block)
        || block.equals(active.get(0).hash());
  }

  @Override
  public boolean busy() {
    return checking.size() >= maxChecking;
  }

  @Override
  public void offer(Block block, boolean requested, Consumer<? super Outcome> answer) {
    Hash256 hash = block.header().hash();
    offered.add(hash);
    if (!requested) {
      unrequested.add(hash);
    }
    boolean known = has(hash);
    checking.add(hash);
    Runnable check =
        () -> {
          checking.remove(hash);
          answer.accept(judge(block, known));
        };
    if (holdChecks) {
      heldChecks.add(check);
    } else {
      loop.execute(check);
    }
  }

  void releaseChecks() {
    List<Runnable> due = List.copyOf(heldChecks);
    heldChecks.clear();
    due.forEach(Runnable::run);
  }

  private Outcome judge(Block block, boolean known) {
    Hash256 hash = block.header().hash();
    Optional<HeaderView> header = chain.header(hash);
    Outcome.Kind verdict = verdicts.remove(hash);
    if (verdict != null) {
      return new Said(verdict, header, "as the test says");
    }
    if (known) {
      return new Said(Outcome.Kind.KNOWN, header, "");
    }
    if (header.isEmpty() && chain.header(block.header().previous()).isEmpty()) {
      return new Said(Outcome.Kind.ORPHAN, header, "parent " + block.header().previous());
    }
    if (header.isEmpty()) {
      chain.take(List.of(block.header()));
      header = chain.header(hash);
    }
    put(block);
    boolean connected =
        header.get().height() < active.size()
            && active.get(header.get().height()).equals(header.get());
    return new Said(connected ? Outcome.Kind.CONNECTED : Outcome.Kind.STORED, header, "");
  }

  @Override
  public void read(Hash256 block, Consumer<? super Optional<Block>> answer) {
    read.add(block);
    Runnable work = () -> answer.accept(Optional.ofNullable(stored.get(block)));
    if (holdReads) {
      heldReads.add(work);
    } else {
      loop.execute(work);
    }
  }

  @Override
  public Optional<Coins> coins() {
    return Optional.empty();
  }

  @Override
  public Cancellable onChange(Consumer<? super BlockChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
