package org.patchbay.lab;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Block;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TransactionRules;
import org.patchbay.wire.TxOut;

/** What all lab peers share: chain, pool and wallets. Confined to the lab thread. */
final class World implements Ledger.Listener {
  private static final long MAX_WEIGHT = 3_900_000;

  private final LabChain chain = new LabChain();
  private final Ledger ledger = new Ledger(chain, this);
  private final Pool pool = new Pool();
  private final Wallets wallets = new Wallets();

  LabChain chain() {
    return chain;
  }

  Pool pool() {
    return pool;
  }

  Wallets wallets() {
    return wallets;
  }

  /** Mines a block of what is in the pool. */
  Block mine(long unixSeconds, long now, RandomGenerator random) {
    List<Pool.Entry> chosen =
        ledger.height() == chain.height() ? pool.toMine(now, MAX_WEIGHT) : List.of();
    long fees = chosen.stream().mapToLong(Pool.Entry::fee).sum();
    List<Transaction> transactions = chosen.stream().map(Pool.Entry::transaction).toList();
    Block block = chain.mine(unixSeconds, transactions, fees, random);
    ledger.follow();
    return block;
  }

  /** Takes in what the chain has come to. */
  void follow() {
    ledger.follow();
  }

  /** A payment of some wallet, put into the pool; empty while none can be made. */
  Optional<Pool.Entry> pay(long now, RandomGenerator random) {
    if (pool.size() >= Pool.MAX) {
      return Optional.empty();
    }
    return wallets.pay(random).flatMap(made -> pool.add(made.transaction(), made.fee(), now));
  }

  /** The node told a transaction: it may be mined when the lab knows what it spends. */
  void heard(Transaction tx, long now) {
    fee(tx).ifPresent(fee -> pool.add(tx, fee, now));
    pool.heard(tx.wtxid());
  }

  /** Fee of a stranger's transaction that could be mined; empty when it could not. */
  private Optional<Long> fee(Transaction tx) {
    if (TransactionRules.broken(tx).isPresent() || tx.isCoinbase()) {
      return Optional.empty();
    }
    long fee = 0;
    for (int i = 0; i < tx.inputs().size(); i++) {
      OutPoint place = tx.inputs().get(i).previous();
      Optional<TxOut> spent =
          ledger
              .coin(place)
              .filter(coin -> coin.spendableAt(chain.height() + 1))
              .map(Coin::output)
              .or(() -> pool.output(place));
      List<byte[]> witness = tx.hasWitness() ? tx.witnesses().get(i) : List.of();
      if (spent.isEmpty() || !WalletScript.opens(spent.get(), witness)) {
        return Optional.empty();
      }
      fee += spent.get().value();
    }
    for (TxOut output : tx.outputs()) {
      fee -= output.value();
    }
    return fee < 0 ? Optional.empty() : Optional.of(fee);
  }

  @Override
  public void connected(Block block, int height, List<Coin> made) {
    // Before the pool lets go of what spends them already.
    made.stream().filter(coin -> !pool.spends(coin.place())).forEach(wallets::earn);
    pool.confirmed(block);
    for (Transaction tx : block.transactions()) {
      tx.inputs().forEach(input -> wallets.lose(input.previous()));
    }
    wallets.ripen(height);
  }

  @Override
  public void forgotten() {
    wallets.forget();
    pool.clear();
  }
}
