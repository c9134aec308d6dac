package org.patchbay.chain;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.api.chain.Coins;
import org.patchbay.wire.OutPoint;

/** The unspent outputs. Changed on the chain lane; read from any thread. */
final class CoinTable implements Coins {
  private final ConcurrentHashMap<OutPoint, StoredCoin> coins = new ConcurrentHashMap<>();

  /** Adds a coin; false when its place is taken. */
  boolean add(StoredCoin coin) {
    return coins.putIfAbsent(coin.place(), coin) == null;
  }

  /** Takes a coin away; null when there is none. */
  StoredCoin take(OutPoint place) {
    return coins.remove(place);
  }

  @Override
  public Optional<Coin> coin(OutPoint place) {
    return Optional.ofNullable(coins.get(place));
  }

  @Override
  public int size() {
    return coins.size();
  }
}
