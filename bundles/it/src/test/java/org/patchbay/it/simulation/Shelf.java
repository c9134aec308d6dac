package org.patchbay.it.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;

/**
 * Blocks of known headers, which are there from the beginning or come one after the other, and
 * which nobody checks. Confined to the node loop, except {@link #connected}.
 */
final class Shelf implements Blocks {
  private final KnownHeaders headers;
  private final Loop loop;
  private final Map<Hash256, Block> held = new HashMap<>();
  private final List<Consumer<? super BlockChange>> listeners = new ArrayList<>();
  private volatile int connected;

  private record Change(List<Block> disconnected, List<Block> connected, HeaderView tip)
      implements BlockChange {}

  private record Taken(Kind kind, Optional<HeaderView> header, String detail) implements Outcome {}

  /** Without a block. */
  Shelf(KnownHeaders headers, Loop loop) {
    this.headers = headers;
    this.loop = loop;
  }

  /** Puts all of them on it. */
  Shelf fill(List<Block> blocks) {
    blocks.forEach(block -> held.put(block.header().hash(), block));
    connected = blocks.size();
    return this;
  }

  /** The block at a height that is there. */
  Block block(int height) {
    return held.get(at(height).hash());
  }

  private HeaderView at(int height) {
    return headers.header(height).orElseThrow();
  }

  /** How many blocks are there in a row. */
  int connected() {
    return connected;
  }

  private boolean complete() {
    return connected == headers.tip().height();
  }

  @Override
  public HeaderView tip() {
    return at(connected);
  }

  @Override
  public boolean initialDownload() {
    return !complete();
  }

  @Override
  public int keep() {
    return ALL;
  }

  @Override
  public int lowest() {
    return 0;
  }

  @Override
  public int wantedFrom() {
    return complete() ? Integer.MAX_VALUE : connected + 1;
  }

  @Override
  public boolean has(Hash256 block) {
    return held.containsKey(block);
  }

  @Override
  public boolean busy() {
    return false;
  }

  @Override
  public void offer(Block block, boolean requested, Consumer<? super Outcome> answer) {
    loop.execute(() -> take(block, answer));
  }

  private void take(Block block, Consumer<? super Outcome> answer) {
    held.put(block.header().hash(), block);
    List<Block> joined = new ArrayList<>();
    while (!complete() && held.containsKey(at(connected + 1).hash())) {
      joined.add(block(connected + 1));
      connected++;
    }
    if (!joined.isEmpty()) {
      Change change = new Change(List.of(), joined, tip());
      List.copyOf(listeners).forEach(listener -> listener.accept(change));
    }
    Outcome.Kind kind = joined.contains(block) ? Outcome.Kind.CONNECTED : Outcome.Kind.STORED;
    answer.accept(new Taken(kind, headers.header(block.header().hash()), ""));
  }

  @Override
  public void read(Hash256 block, Consumer<? super Optional<Block>> answer) {
    loop.execute(() -> answer.accept(Optional.ofNullable(held.get(block))));
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
