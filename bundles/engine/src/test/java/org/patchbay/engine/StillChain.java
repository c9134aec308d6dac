package org.patchbay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.chain.TipChange;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.sim.FakeHeaderView;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/** A chain whose only header is a tip with a time that a test sets. */
final class StillChain implements Chain {
  private final List<Consumer<? super TipChange>> listeners = new ArrayList<>();
  private long time;

  StillChain(long time) {
    this.time = time;
  }

  void move(long newTime) {
    time = newTime;
    listeners.forEach(each -> each.accept(null));
  }

  @Override
  public Network network() {
    return Network.MAIN;
  }

  @Override
  public HeaderView tip() {
    BlockHeader header = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, time, 0x207fffffL, 0);
    return new FakeHeaderView(header, 0, UInt256.ONE, time);
  }

  @Override
  public Optional<HeaderView> header(Hash256 hash) {
    return Optional.empty();
  }

  @Override
  public Optional<HeaderView> header(int height) {
    return Optional.empty();
  }

  @Override
  public List<Hash256> locator() {
    return List.of();
  }

  @Override
  public List<Hash256> locator(Hash256 from) {
    return List.of();
  }

  @Override
  public List<BlockHeader> after(List<Hash256> locator, Hash256 stop, int max) {
    return List.of();
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
    throw new UnsupportedOperationException("nothing is taken");
  }

  @Override
  public Cancellable onTip(Consumer<? super TipChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
