package org.patchbay.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patchbay.api.chain.Coins;

/**
 * What one block did to the coins, so that it can be taken back. Confined to the chain lane.
 *
 * <p>It holds the coins themselves, with their places, and nothing of the block.
 */
final class CoinJournal {
  private StoredCoin[] coins = new StoredCoin[2];
  private long[] made = new long[1];
  private int size;

  /** Coins that were added or spent. */
  int size() {
    return size;
  }

  void added(StoredCoin coin) {
    note(coin);
    made[size - 1 >> 6] |= 1L << size - 1;
  }

  void spent(StoredCoin coin) {
    note(coin);
  }

  private void note(StoredCoin coin) {
    if (size == coins.length) {
      coins = Arrays.copyOf(coins, 2 * size);
      made = Arrays.copyOf(made, (2 * size + 63) / 64);
    }
    coins[size++] = coin;
  }

  /** The coins that were spent, in the order in which they were. */
  List<Coins.Coin> spent() {
    List<Coins.Coin> spent = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if ((made[i >> 6] & 1L << i) == 0) {
        spent.add(coins[i]);
      }
    }
    return spent;
  }

  /** Puts everything back, the last change first: a coin may have been both made and spent. */
  void undo(CoinSet table) {
    while (size > 0) {
      size--;
      if ((made[size >> 6] & 1L << size) != 0) {
        table.take(coins[size].place());
        made[size >> 6] &= ~(1L << size);
      } else {
        table.add(coins[size]);
      }
    }
  }
}
