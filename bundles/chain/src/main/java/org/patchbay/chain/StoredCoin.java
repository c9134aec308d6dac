package org.patchbay.chain;

import org.patchbay.api.chain.Coins;
import org.patchbay.wire.TxOut;

/** A coin, whose script may be the array of others too. Immutable. */
record StoredCoin(long value, byte[] script, int height, boolean coinbase) implements Coins.Coin {
  @Override
  public TxOut output() {
    return new TxOut(value, script);
  }
}
