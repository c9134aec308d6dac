package org.patchbay.api.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/** The best header chain and everything known beside it. Reading is possible from any thread. */
@ProviderType
public interface Chain {
  /** The network whose rules hold. */
  Network network();

  /** The header with the most work; at first the genesis block. */
  HeaderView tip();

  /** A stored header, on the best chain or beside it. */
  Optional<HeaderView> header(Hash256 hash);

  /** The header of the best chain at a height. */
  Optional<HeaderView> header(int height);

  /** A locator of the best chain from its tip (§14.6). */
  List<Hash256> locator();

  /** A locator of the chain that ends in a stored header; empty when it is not stored. */
  List<Hash256> locator(Hash256 from);

  /**
   * What answers getheaders (§5.3, §14.6): headers of the best chain after the fork point, up to
   * and including {@code stop}; with an empty locator the single header {@code stop} when servable.
   *
   * @param max at most this many
   */
  List<BlockHeader> after(List<Hash256> locator, Hash256 stop, int max);

  /** False while the best chain has less than the network's minimum work. */
  boolean hasMinimumWork();

  /** The network's minimum work (§18.4): a chain with less is not the network's. */
  UInt256 minimumWork();

  /** Begins to take headers from one peer; confined to the node loop. */
  HeaderIntake intake();

  /** Told on the node loop whenever the tip changed. */
  Cancellable onTip(Consumer<? super TipChange> listener);
}
