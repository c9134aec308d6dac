package org.patchbay.chain;

import java.util.Arrays;

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

  /** Puts everything back, the last change first: a coin may have been both made and spent. */
  void undo(CoinTable table) {
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
