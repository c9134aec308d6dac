package org.patchbay.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.wire.Block;

/** Gathers steps of the active chain into changes of bounded size. Confined to the chain lane. */
final class Moves {
  private static final int MOST = 16;

  private final Index index;
  private final Consumer<BlockChange> sink;
  private List<Block> disconnected = new ArrayList<>();
  private List<Block> connected = new ArrayList<>();
  private int tip;

  Moves(Index index, Consumer<BlockChange> sink) {
    this.index = index;
    this.sink = sink;
  }

  void disconnected(Block block, int newTip) {
    if (!connected.isEmpty()) {
      flush();
    }
    disconnected.add(block);
    step(newTip);
  }

  void connected(Block block, int newTip) {
    connected.add(block);
    step(newTip);
  }

  /** The tip moved without blocks that could be told. */
  void jumped(int newTip) {
    flush();
    sink.accept(new BlockMove(List.of(), List.of(), index.entries().view(newTip)));
  }

  private void step(int newTip) {
    tip = newTip;
    if (disconnected.size() + connected.size() >= MOST) {
      flush();
    }
  }

  /** Tells what is gathered. */
  void flush() {
    if (!disconnected.isEmpty() || !connected.isEmpty()) {
      sink.accept(
          new BlockMove(
              List.copyOf(disconnected), List.copyOf(connected), index.entries().view(tip)));
      disconnected = new ArrayList<>();
      connected = new ArrayList<>();
    }
  }
}
