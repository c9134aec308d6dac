package org.patchbay.chain;

import java.util.Arrays;
import org.patchbay.wire.OutPoint;

/** What one block did to the coins, so that it can be taken back. Confined to the chain lane. */
final class CoinJournal {
  private OutPoint[] places = new OutPoint[4];
  private StoredCoin[] spent = new StoredCoin[4];
  private int size;

  /** Coins that were added or spent. */
  int size() {
    return size;
  }

  void added(OutPoint place) {
    note(place, null);
  }

  void spent(OutPoint place, StoredCoin coin) {
    note(place, coin);
  }

  private void note(OutPoint place, StoredCoin coin) {
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      spent = Arrays.copyOf(spent, 2 * size);
    }
    places[size] = place;
    spent[size++] = coin;
  }

  /** Puts everything back, the last change first: a coin may have been both made and spent. */
  void undo(CoinTable coins) {
    while (size > 0) {
      size--;
      if (spent[size] == null) {
        coins.take(places[size]);
      } else {
        coins.add(places[size], spent[size]);
      }
    }
  }
}
