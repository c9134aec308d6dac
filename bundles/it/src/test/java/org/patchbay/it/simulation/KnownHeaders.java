package org.patchbay.it.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.chain.TipChange;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/**
 * The headers of blocks in a row, all known from the beginning, after something at height 0 that
 * only has the hash which the first of them names. Immutable.
 */
final class KnownHeaders implements Chain {
  private final Network network;
  private final Loop loop;
  private final List<HeaderView> views = new ArrayList<>();
  private final Map<Hash256, HeaderView> byHash = new HashMap<>();

  private record View(
      BlockHeader header, Hash256 hash, int height, UInt256 chainWork, long medianTime)
      implements HeaderView {}

  private record Seen(
      Kind kind,
      int stored,
      Optional<HeaderView> last,
      Optional<List<Hash256>> more,
      Optional<Fact> fact)
      implements HeaderIntake.Outcome {}

  KnownHeaders(Network network, Loop loop, List<Block> blocks) {
    this.network = network;
    this.loop = loop;
    add(network.genesis(), blocks.get(0).header().previous());
    blocks.forEach(block -> add(block.header(), block.header().hash()));
  }

  private void add(BlockHeader header, Hash256 hash) {
    int height = views.size();
    View view = new View(header, hash, height, UInt256.of(height + 1), header.time());
    views.add(view);
    byHash.put(hash, view);
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public HeaderView tip() {
    return views.get(views.size() - 1);
  }

  @Override
  public Optional<HeaderView> header(Hash256 hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  @Override
  public Optional<HeaderView> header(int height) {
    return height < views.size() ? Optional.of(views.get(height)) : Optional.empty();
  }

  @Override
  public List<Hash256> locator() {
    return locator(tip().hash());
  }

  @Override
  public List<Hash256> locator(Hash256 from) {
    return byHash.containsKey(from) ? List.of(from, views.get(0).hash()) : List.of();
  }

  @Override
  public List<BlockHeader> after(List<Hash256> locator, Hash256 stop, int max) {
    int fork =
        locator.stream()
            .filter(byHash::containsKey)
            .findFirst()
            .map(hash -> byHash.get(hash).height())
            .orElse(0);
    int end = Math.min(views.size(), fork + 1 + max);
    return views.subList(fork + 1, end).stream().map(HeaderView::header).toList();
  }

  @Override
  public boolean hasMinimumWork() {
    return true;
  }

  @Override
  public UInt256 minimumWork() {
    return UInt256.ZERO;
  }

  @Override
  public HeaderIntake intake() {
    return new HeaderIntake() {
      @Override
      public void offer(
          List<BlockHeader> headers, boolean trusted, Consumer<? super Outcome> answer) {
        Optional<HeaderView> last = header(headers.get(headers.size() - 1).hash());
        Outcome seen = new Seen(Outcome.Kind.ACCEPTED, 0, last, Optional.empty(), Optional.empty());
        loop.execute(() -> answer.accept(seen));
      }

      @Override
      public List<Hash256> locator() {
        return KnownHeaders.this.locator();
      }

      @Override
      public int presyncHeight() {
        return -1;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Cancellable onTip(Consumer<? super TipChange> listener) {
    return () -> {};
  }
}
