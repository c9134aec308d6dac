package org.patchbay.sim;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.patchbay.api.chain.Coins;
import org.patchbay.wire.Block;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;

/**
 * Unspent outputs in a map, put there by hand or by the blocks of {@link FakeBlocks}. Confined to
 * the thread of its test.
 */
public final class FakeCoins implements Coins {
  private final Map<OutPoint, Coin> coins = new HashMap<>();

  private record Unspent(TxOut output, int height, boolean coinbase) implements Coin {}

  /** Puts one there. */
  public void add(OutPoint place, TxOut output, int height, boolean coinbase) {
    coins.put(place, new Unspent(output, height, coinbase));
  }

  /** Takes one away. */
  public void remove(OutPoint place) {
    coins.remove(place);
  }

  @Override
  public Optional<Coin> coin(OutPoint place) {
    return Optional.ofNullable(coins.get(place));
  }

  @Override
  public int size() {
    return coins.size();
  }

  /** Spends and makes what a block does; answers what it spent, for {@link #disconnect}. */
  Map<OutPoint, Coin> connect(Block block, int height) {
    Map<OutPoint, Coin> spent = new LinkedHashMap<>();
    for (Transaction tx : block.transactions()) {
      if (!tx.isCoinbase()) {
        tx.inputs()
            .forEach(
                input -> {
                  Coin coin = coins.remove(input.previous());
                  if (coin != null) {
                    spent.put(input.previous(), coin);
                  }
                });
      }
      for (int i = 0; i < tx.outputs().size(); i++) {
        add(new OutPoint(tx.txid(), i), tx.outputs().get(i), height, tx.isCoinbase());
      }
    }
    return spent;
  }

  /** Undoes what a block did. */
  void disconnect(Block block, Map<OutPoint, Coin> spent) {
    coins.putAll(spent);
    for (Transaction tx : block.transactions()) {
      for (int i = 0; i < tx.outputs().size(); i++) {
        coins.remove(new OutPoint(tx.txid(), i));
      }
    }
  }
}
