package org.patchbay.chain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.patchbay.wire.OutPoint;

/** The coins as a block would leave them, while others see them as they are. */
final class TriedCoins implements CoinSet {
  private final CoinTable below;
  private final Map<OutPoint, StoredCoin> added = new HashMap<>();
  private final Set<OutPoint> taken = new HashSet<>();

  TriedCoins(CoinTable below) {
    this.below = below;
  }

  @Override
  public boolean add(StoredCoin coin) {
    boolean free = below.get(coin.place()) == null || taken.contains(coin.place());
    return free && added.putIfAbsent(coin.place(), coin) == null;
  }

  @Override
  public StoredCoin take(OutPoint place) {
    StoredCoin here = added.remove(place);
    if (here != null || taken.contains(place)) {
      return here;
    }
    StoredCoin coin = below.get(place);
    if (coin != null) {
      taken.add(place);
    }
    return coin;
  }
}
