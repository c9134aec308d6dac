package org.patchbay.mempool;

import java.util.Optional;
import org.patchbay.api.chain.Coins;
import org.patchbay.wire.OutPoint;

/** The outputs of a chain that keeps none. Immutable. */
record NoCoins() implements Coins {
  @Override
  public Optional<Coin> coin(OutPoint place) {
    return Optional.empty();
  }

  @Override
  public int size() {
    return 0;
  }
}
