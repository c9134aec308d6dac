package org.patchbay.chain;

import org.patchbay.wire.OutPoint;

/** Coins that a block adds to and takes from. Confined to the chain lane. */
interface CoinSet {
  /** Adds a coin; false when its place is taken. */
  boolean add(StoredCoin coin);

  /** Takes a coin away; null when there is none. */
  StoredCoin take(OutPoint place);
}
