package org.patchbay.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactTarget;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/**
 * Blocks of a regtest chain in a map, whose rules nobody checks. Confined to the thread of its
 * test.
 *
 * <p>{@link #mine} and {@link #connect} grow the active chain, {@link #disconnect} shortens it,
 * {@link #replace} reorganises it; listeners are told within the call. {@link #offer} takes any
 * block whose parent is known and follows the longest branch; it answers in a later task. Coinbases
 * pay to {@link Spends#SCRIPT}.
 */
public final class FakeBlocks implements Blocks {
  private static final long SPACING = 600;
  private static final long SUBSIDY = 5_000_000_000L;

  private final Loop loop;
  private final FakeCoins coins = new FakeCoins();
  private final Map<Hash256, Placed> known = new HashMap<>();
  private final List<Placed> active = new ArrayList<>();
  private final List<Consumer<? super BlockChange>> listeners = new CopyOnWriteArrayList<>();
  private boolean initialDownload;
  private boolean withCoins = true;
  private boolean busy;
  private int keep = ALL;
  private int wantedFrom = Integer.MAX_VALUE;
  private int mined;

  private static final class Placed {
    final Block block;
    final FakeHeaderView view;
    Map<OutPoint, Coins.Coin> spent = Map.of();

    Placed(Block block, FakeHeaderView view) {
      this.block = block;
      this.view = view;
    }
  }

  /** A change of the active chain. */
  public record Change(List<Block> disconnected, List<Block> connected, HeaderView tip)
      implements BlockChange {}

  /** An outcome. */
  public record Result(Kind kind, Optional<HeaderView> header, String detail) implements Outcome {}

  /** The genesis block of regtest alone; its output is no coin. */
  public FakeBlocks(Loop loop) {
    this.loop = loop;
    BlockHeader genesis = Network.REGTEST.genesis();
    Block block = Block.of(genesis, List.of());
    Placed first =
        new Placed(
            block,
            new FakeHeaderView(genesis, 0, CompactTarget.work(genesis.bits()), genesis.time()));
    known.put(genesis.hash(), first);
    active.add(first);
  }

  /** What {@link #coins} shows, to be changed by hand. */
  public FakeCoins coinMap() {
    return coins;
  }

  /** Whether there is a coin index; at first there is. */
  public FakeBlocks withCoins(boolean there) {
    withCoins = there;
    return this;
  }

  /** What {@link #initialDownload} answers; at first false. */
  public FakeBlocks initialDownload(boolean answer) {
    initialDownload = answer;
    return this;
  }

  /** What {@link #keep} answers; at first {@link #ALL}. */
  public FakeBlocks keep(int answer) {
    keep = answer;
    return this;
  }

  /** What {@link #busy} answers; at first false. */
  public FakeBlocks busy(boolean answer) {
    busy = answer;
    return this;
  }

  /** What {@link #wantedFrom} answers; at first that nothing is wanted. */
  public FakeBlocks wantedFrom(int answer) {
    wantedFrom = answer;
    return this;
  }

  /** A block on the tip with a coinbase and these transactions, its work done; not connected. */
  public Block next(Transaction... transactions) {
    return next(tip(), List.of(transactions));
  }

  /** A block on a known block, its work done; not connected. No two are alike. */
  public Block next(HeaderView parent, List<Transaction> transactions) {
    List<Transaction> all = new ArrayList<>();
    all.add(coinbase(parent.height() + 1, mined++));
    all.addAll(transactions);
    Hash256 root = MerkleTree.root(all.stream().map(Transaction::txid).toList()).hash();
    BlockHeader before = parent.header();
    for (long nonce = 0; ; nonce++) {
      BlockHeader header =
          new BlockHeader(
              0x20000000, parent.hash(), root, before.time() + SPACING, before.bits(), nonce);
      if (header.meetsOwnTarget()) {
        return Block.of(header, all);
      }
    }
  }

  /** Connects a new block with these transactions. */
  public Block mine(Transaction... transactions) {
    Block block = next(transactions);
    connect(block);
    return block;
  }

  /** Connects as many new blocks without transactions. */
  public void mineEmpty(int count) {
    for (int i = 0; i < count; i++) {
      mine();
    }
  }

  /** Connects a block whose parent is the tip. */
  public void connect(Block block) {
    replace(0, List.of(block));
  }

  /** Disconnects the tip. */
  public Block disconnect() {
    Block gone = active.get(active.size() - 1).block;
    replace(1, List.of());
    return gone;
  }

  /** Disconnects some blocks and connects others, in one change. */
  public void replace(int depth, List<Block> blocks) {
    List<Block> disconnected = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      Placed gone = active.remove(active.size() - 1);
      coins.disconnect(gone.block, gone.spent);
      disconnected.add(gone.block);
    }
    for (Block block : blocks) {
      if (!block.header().previous().equals(tip().hash())) {
        throw new IllegalArgumentException(block + " is not a child of height " + tip().height());
      }
      Placed placed = place(block);
      placed.spent = coins.connect(block, placed.view.height());
      active.add(placed);
    }
    Change change = new Change(List.copyOf(disconnected), List.copyOf(blocks), tip());
    listeners.forEach(listener -> listener.accept(change));
  }

  private Placed place(Block block) {
    return known.computeIfAbsent(block.header().hash(), hash -> new Placed(block, view(block)));
  }

  private FakeHeaderView view(Block block) {
    FakeHeaderView parent = known.get(block.header().previous()).view;
    List<Long> times = new ArrayList<>();
    times.add(block.header().time());
    Placed before = known.get(parent.hash());
    while (before != null && times.size() < 11) {
      times.add(before.view.header().time());
      before = known.get(before.view.header().previous());
    }
    Collections.sort(times);
    return new FakeHeaderView(
        block.header(),
        parent.height() + 1,
        parent.chainWork().plus(CompactTarget.work(block.header().bits())),
        times.get(times.size() / 2));
  }

  private static Transaction coinbase(int height, int number) {
    byte[] script = {
      4,
      (byte) height,
      (byte) (height >> 8),
      (byte) (height >> 16),
      (byte) (height >> 24),
      4,
      (byte) number,
      (byte) (number >> 8),
      (byte) (number >> 16),
      (byte) (number >> 24)
    };
    return Transaction.of(
        2,
        List.of(new TxIn(OutPoint.NULL, script, 0xFFFFFFFFL)),
        List.of(new TxOut(SUBSIDY, Spends.SCRIPT)),
        List.of(),
        0);
  }

  @Override
  public HeaderView tip() {
    return active.get(active.size() - 1).view;
  }

  /** The block of the active chain at a height; that of genesis has no transaction. */
  public Block at(int height) {
    return active.get(height).block;
  }

  /** The place of the active chain's block at a height. */
  public HeaderView placeAt(int height) {
    return active.get(height).view;
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
    return keep == ALL ? 0 : Math.max(0, active.size() - keep);
  }

  @Override
  public int wantedFrom() {
    return wantedFrom;
  }

  @Override
  public boolean has(Hash256 block) {
    return known.containsKey(block);
  }

  @Override
  public boolean busy() {
    return busy;
  }

  @Override
  public void offer(Block block, boolean requested, Consumer<? super Outcome> answer) {
    loop.execute(() -> answer.accept(take(block)));
  }

  private Result take(Block block) {
    Placed before = known.get(block.header().hash());
    if (before != null) {
      return new Result(Outcome.Kind.KNOWN, Optional.of(before.view), "");
    }
    if (!known.containsKey(block.header().previous())) {
      return new Result(Outcome.Kind.ORPHAN, Optional.empty(), "");
    }
    Placed placed = place(block);
    if (placed.view.height() <= tip().height()) {
      return new Result(Outcome.Kind.STORED, Optional.of(placed.view), "");
    }
    follow(placed);
    return new Result(Outcome.Kind.CONNECTED, Optional.of(placed.view), "");
  }

  private void follow(Placed end) {
    List<Block> upwards = new ArrayList<>();
    Placed place = end;
    while (place.view.height() >= active.size() || active.get(place.view.height()) != place) {
      upwards.add(place.block);
      place = known.get(place.block.header().previous());
    }
    Collections.reverse(upwards);
    replace(tip().height() - place.view.height(), upwards);
  }

  @Override
  public void read(Hash256 block, Consumer<? super Optional<Block>> answer) {
    loop.execute(
        () -> answer.accept(Optional.ofNullable(known.get(block)).map(placed -> placed.block)));
  }

  @Override
  public Optional<Coins> coins() {
    return withCoins ? Optional.of(coins) : Optional.empty();
  }

  @Override
  public Cancellable onChange(Consumer<? super BlockChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
