package org.patchbay.chain;

import org.patchbay.api.chain.Coins;
import org.patchbay.wire.TxOut;

record StoredCoin(TxOut output, int height, boolean coinbase) implements Coins.Coin {}
