package org.patchbay.chain;

import java.util.Optional;
import org.patchbay.api.chain.Coins;
import org.patchbay.wire.OutPoint;

/** The coins of the active chain, whose table may be replaced. From any thread. */
final class LiveCoins implements Coins {
  private volatile CoinTable table = new CoinTable();

  CoinTable table() {
    return table;
  }

  void replace(CoinTable fresh) {
    table = fresh;
  }

  @Override
  public Optional<Coin> coin(OutPoint place) {
    return table.coin(place);
  }

  @Override
  public int size() {
    return table.size();
  }
}
