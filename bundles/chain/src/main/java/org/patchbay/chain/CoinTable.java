package org.patchbay.chain;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.api.chain.Coins;
import org.patchbay.wire.OutPoint;

/** The unspent outputs. Changed on the chain lane; read from any thread. */
final class CoinTable implements Coins, CoinSet {
  private final ConcurrentHashMap<OutPoint, StoredCoin> coins = new ConcurrentHashMap<>();

  @Override
  public boolean add(StoredCoin coin) {
    return coins.putIfAbsent(coin.place(), coin) == null;
  }

  @Override
  public StoredCoin take(OutPoint place) {
    return coins.remove(place);
  }

  /** A coin, which stays; null when there is none. */
  StoredCoin get(OutPoint place) {
    return coins.get(place);
  }

  /** All coins. */
  Collection<StoredCoin> all() {
    return coins.values();
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
