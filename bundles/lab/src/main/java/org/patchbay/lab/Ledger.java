package org.patchbay.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/**
 * Unspent outputs of the blocks that the lab has seen, which are the last ones when it follows a
 * chain from an earlier run. Confined to the lab thread.
 */
final class Ledger {
  private static final int MAX_COINS = 200_000;

  private final LabChain chain;
  private final Listener listener;
  private final Map<OutPoint, Coin> coins = new HashMap<>();
  private int height;
  private Hash256 tip = Mine.GENESIS.hash();

  Ledger(LabChain chain, Listener listener) {
    this.chain = chain;
    this.listener = listener;
  }

  /** Told what blocks bring. */
  interface Listener {
    /** A block was added, with the coins that it made. */
    void connected(Block block, int height, List<Coin> made);

    /** What was known is void; blocks follow anew. */
    void forgotten();
  }

  /** An unspent output of a block. */
  Optional<Coin> coin(OutPoint place) {
    return Optional.ofNullable(coins.get(place));
  }

  /** The height up to which blocks were seen. */
  int height() {
    return height;
  }

  /** Takes in what the chain has come to, as far as its blocks are there. */
  void follow() {
    boolean onChain = height <= chain.height() && chain.at(height).hash().equals(tip);
    if (!onChain || height + 1 < chain.wantedFrom() && chain.block(height + 1).isEmpty()) {
      if (chain.block(chain.height()).isEmpty()) {
        return; // Blocks are on their way.
      }
      restart();
    }
    while (height < chain.height()) {
      Optional<Block> next = chain.block(height + 1);
      if (next.isEmpty()) {
        return;
      }
      connect(next.get());
    }
  }

  private void restart() {
    int from = chain.height();
    while (from > chain.wantedFrom() && chain.block(from - 1).isPresent()) {
      from--;
    }
    coins.clear();
    height = from - 1;
    tip = chain.at(height).hash();
    listener.forgotten();
  }

  private void connect(Block block) {
    height++;
    tip = block.header().hash();
    List<Coin> made = new ArrayList<>();
    for (Transaction tx : block.transactions()) {
      for (TxIn input : tx.inputs()) {
        coins.remove(input.previous());
      }
      boolean coinbase = tx.isCoinbase();
      for (int i = 0; i < tx.outputs().size() && coins.size() < MAX_COINS; i++) {
        TxOut output = tx.outputs().get(i);
        int owner = WalletScript.owner(output.script()).orElse(Coin.STRANGER);
        OutPoint place = new OutPoint(tx.txid(), i);
        Coin coin = new Coin(place, output, owner, height, coinbase, 0);
        coins.put(place, coin);
        made.add(coin);
      }
    }
    listener.connected(block, height, made);
  }
}
