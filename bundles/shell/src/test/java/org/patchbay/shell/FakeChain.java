package org.patchbay.shell;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.chain.TipChange;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/** A regtest chain that is a list of headers. */
record FakeChain(List<HeaderView> views) implements Chain {
  @Override
  public Network network() {
    return Network.REGTEST;
  }

  @Override
  public HeaderView tip() {
    return views.get(views.size() - 1);
  }

  @Override
  public Optional<HeaderView> header(Hash256 hash) {
    return views.stream().filter(view -> view.hash().equals(hash)).findFirst();
  }

  @Override
  public Optional<HeaderView> header(int height) {
    return views.stream().filter(view -> view.height() == height).findFirst();
  }

  @Override
  public List<Hash256> locator() {
    throw new UnsupportedOperationException("commands ask no peer");
  }

  @Override
  public List<Hash256> locator(Hash256 from) {
    return locator();
  }

  @Override
  public List<BlockHeader> after(List<Hash256> locator, Hash256 stop, int max) {
    throw new UnsupportedOperationException("commands answer no peer");
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
    throw new UnsupportedOperationException("commands offer no headers");
  }

  @Override
  public Cancellable onTip(Consumer<? super TipChange> listener) {
    return () -> {};
  }
}
