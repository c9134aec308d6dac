package org.patchbay.chain;

import org.patchbay.api.chain.Coins;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.TxOut;

/**
 * A coin in 32 bytes, its place and script aside, which others share. Immutable.
 *
 * @param code twice the height, and one for a coinbase
 */
record StoredCoin(OutPoint place, long value, byte[] script, int code) implements Coins.Coin {
  static StoredCoin of(OutPoint place, TxOut output, byte[] script, int height, boolean coinbase) {
    return new StoredCoin(place, output.value(), script, height << 1 | (coinbase ? 1 : 0));
  }

  @Override
  public TxOut output() {
    return new TxOut(value, script);
  }

  @Override
  public int height() {
    return code >>> 1;
  }

  @Override
  public boolean coinbase() {
    return (code & 1) != 0;
  }
}
