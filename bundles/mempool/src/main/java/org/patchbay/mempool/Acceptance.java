package org.patchbay.mempool;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.chain.Coins;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TransactionRules;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.script.Sigops;

/**
 * Whether a transaction may enter the pool, in the order and with the words of Bitcoin Core.
 * Changes nothing. Confined to the node loop.
 *
 * <p>Scripts are not run, so signatures are not checked and signature operations not counted, and
 * an output of any form may be spent. Nothing of the pool is ever replaced: of two transactions
 * that spend the same, the first stays.
 */
final class Acceptance {
  static final int MATURITY = 100;

  private final Pool pool;
  private final Coins coins;

  Acceptance(Pool pool, Coins coins) {
    this.pool = pool;
    this.coins = coins;
  }

  /**
   * Judges one.
   *
   * @param minimumRate least fee rate in satoshi per 1,000 virtual bytes; 0 for what comes back
   *     from a block, which paid its way
   */
  Judgement judge(Transaction tx, Locks locks, long minimumRate) {
    if (pool.byWtxid(tx.wtxid()) != null) {
      return Refusal.known("txn-already-in-mempool");
    }
    Optional<String> broken = Standard.broken(tx);
    if (broken.isPresent()) {
      return Refusal.rejected(broken.get());
    }
    if (!locks.isFinal(tx)) {
      return Refusal.rejected(
          "non-final: lock time %d at height %d, median time %d"
              .formatted(tx.lockTime(), locks.nextHeight(), locks.tip().medianTime()));
    }
    if (pool.byTxid(tx.txid()) != null) {
      return Refusal.rejected("txn-same-nonwitness-data-in-mempool");
    }
    for (TxIn input : tx.inputs()) {
      Held rival = pool.spender(input.previous());
      if (rival != null) {
        return Refusal.rejected(
            "txn-mempool-conflict: %s is spent by %s".formatted(input.previous(), rival.tx.txid()));
      }
    }
    return new Spending(tx, locks).judge(minimumRate);
  }

  /**
   * Whether one of the pool may still be confirmed in the next block, now that another chain is
   * active; notes the heights of what it spends.
   */
  boolean stillStands(Held held, Locks locks) {
    int newest = -1;
    for (TxIn input : held.tx.inputs()) {
      int height = locks.nextHeight();
      if (pool.byTxid(input.previous().txid()) == null) {
        Optional<Coins.Coin> coin = coins.coin(input.previous());
        if (coin.isEmpty()
            || coin.get().coinbase() && locks.nextHeight() - coin.get().height() < MATURITY) {
          return false;
        }
        height = coin.get().height();
        newest = Math.max(newest, height);
      }
      if (Locks.isRelative(held.tx, input) && !locks.isOver(input, height)) {
        return false;
      }
    }
    held.newestCoin = newest;
    return locks.isFinal(held.tx);
  }

  /** The look at what one transaction spends. */
  private final class Spending {
    private final Transaction tx;
    private final Locks locks;
    private final TxOut[] spent;
    private final List<Held> parents = new ArrayList<>(1);
    private final Set<Hash256> missing = new LinkedHashSet<>(0);
    private boolean timed;
    private int newestCoin = -1;
    private long total;

    Spending(Transaction tx, Locks locks) {
      this.tx = tx;
      this.locks = locks;
      this.spent = new TxOut[tx.inputs().size()];
      this.timed = Locks.mindsLockTime(tx);
    }

    Judgement judge(long minimumRate) {
      Optional<String> broken = Optional.empty();
      for (int i = 0; i < spent.length; i++) {
        Optional<String> here = look(i);
        broken = broken.isPresent() ? broken : here;
      }
      if (!missing.isEmpty()) {
        return confirmedBefore() ? Refusal.rejected("txn-already-known") : Refusal.missing(missing);
      }
      if (broken.isEmpty()) {
        broken = WitnessLimits.broken(tx, spent);
        if (broken.isPresent() && !tx.hasWitness()) {
          return Refusal.stripped(broken.get());
        }
      }
      return broken.isPresent() ? Refusal.rejected(broken.get()) : judgeFee(minimumRate);
    }

    private Optional<String> look(int number) {
      TxIn input = tx.inputs().get(number);
      OutPoint place = input.previous();
      Held parent = pool.byTxid(place.txid());
      if (parent != null) {
        return fromPool(number, input, parent);
      }
      Optional<Coins.Coin> coin = coins.coin(place);
      if (coin.isEmpty()) {
        missing.add(place.txid());
        return Optional.empty();
      }
      return fromChain(number, input, coin.get());
    }

    private Optional<String> fromPool(int number, TxIn input, Held parent) {
      List<TxOut> outputs = parent.tx.outputs();
      if (input.previous().index() >= outputs.size()) {
        return Optional.of("bad-txns-inputs-missingorspent: no such output " + input.previous());
      }
      if (!parents.contains(parent)) {
        if (parents.size() == FamilyLimits.MAX_COUNT) {
          return Optional.of(FamilyLimits.WORD + "more than " + parents.size() + " parents");
        }
        parents.add(parent);
      }
      return spend(number, input, outputs.get((int) input.previous().index()), locks.nextHeight());
    }

    private Optional<String> fromChain(int number, TxIn input, Coins.Coin coin) {
      newestCoin = Math.max(newestCoin, coin.height());
      if (coin.coinbase()) {
        timed = true;
        int age = locks.nextHeight() - coin.height();
        if (age < MATURITY) {
          return Optional.of(
              "bad-txns-premature-spend-of-coinbase: tried to spend coinbase at depth " + age);
        }
      }
      return spend(number, input, coin.output(), coin.height());
    }

    private Optional<String> spend(int number, TxIn input, TxOut output, int height) {
      spent[number] = output;
      total += output.value();
      if (output.value() < 0
          || output.value() > TransactionRules.MAX_MONEY
          || total > TransactionRules.MAX_MONEY) {
        return Optional.of("bad-txns-inputvalues-outofrange: " + total);
      }
      if (Locks.isRelative(tx, input)) {
        timed = true;
        if (!locks.isOver(input, height)) {
          return Optional.of(
              "non-BIP68-final: sequence %d of an output of height %d"
                  .formatted(input.sequence(), height));
        }
      }
      return Optional.empty();
    }

    /** Whether an output of it is unspent in the chain: what it spends is gone because of it. */
    private boolean confirmedBefore() {
      for (int i = 0; i < tx.outputs().size(); i++) {
        if (coins.coin(new OutPoint(tx.txid(), i)).isPresent()) {
          return true;
        }
      }
      return false;
    }

    /** An amount as Bitcoin Core's messages have it: with two decimals or as many as it takes. */
    private static String bitcoin(long satoshis) {
      BigDecimal exact = BigDecimal.valueOf(satoshis, 8).stripTrailingZeros();
      return exact.setScale(Math.max(2, exact.scale())).toPlainString();
    }

    private Judgement judgeFee(long minimumRate) {
      long fee = total;
      for (TxOut output : tx.outputs()) {
        fee -= output.value();
      }
      if (fee < 0) {
        return Refusal.rejected(
            "bad-txns-in-belowout: value in (%s) < value out (%s)"
                .formatted(bitcoin(total), bitcoin(total - fee)));
      }
      long least = (minimumRate * tx.vsize() + 999) / 1000;
      if (fee < least) {
        boolean rolled = minimumRate > RollingMinimum.STEP;
        return Refusal.forNow(
            "%s: %d < %d"
                .formatted(
                    rolled ? "mempool min fee not met" : "min relay fee not met", fee, least));
      }
      Optional<String> broken = FamilyLimits.broken(tx, pool.ancestors(parents));
      return broken.isPresent()
          ? Refusal.rejected(broken.get())
          : new Candidate(tx, fee, parents, newestCoin, timed, Sigops.cost(tx, List.of(spent)));
    }
  }
}
