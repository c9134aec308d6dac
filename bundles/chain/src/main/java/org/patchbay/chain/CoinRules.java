package org.patchbay.chain;

import java.util.List;
import java.util.Optional;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TransactionRules;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/**
 * What a block must fulfil by the outputs it spends: that they are there, once, and old enough, and
 * that no more comes out than goes in. Scripts are not checked. Confined to the chain lane.
 */
final class CoinRules {
  /** Blocks after which a coinbase may be spent. */
  static final int MATURITY = 100;

  private static final int LONGEST_SCRIPT = 10_000;
  private static final int OP_RETURN = 0x6a;
  private static final long NOT_RELATIVE = 1L << 31;
  private static final long RELATIVE_TIME = 1L << 22;
  private static final long RELATIVE_VALUE = 0xffff;
  private static final int RELATIVE_SECONDS = 9;

  private final Deployments deployments;
  private final MedianTimes times;
  private final Scripts scripts = new Scripts();
  private long fees;

  CoinRules(Deployments deployments, MedianTimes times) {
    this.deployments = deployments;
    this.times = times;
  }

  /** Median times of the chain that a block is connected to. */
  interface MedianTimes {
    /** Of the block at a height and the ten before it, in unix seconds. */
    long at(int height);
  }

  /**
   * Connects a block to the coins, or leaves them as they are.
   *
   * @param journal empty; what was done
   * @return Bitcoin Core's word for the first rule that is broken, with the values; or empty
   */
  Optional<String> connect(Block block, int height, CoinSet coins, CoinJournal journal) {
    fees = 0;
    List<Transaction> transactions = block.transactions();
    Optional<String> broken = Optional.empty();
    for (int i = 0; i < transactions.size() && broken.isEmpty(); i++) {
      Transaction tx = transactions.get(i);
      if (i > 0) {
        broken = spend(tx, i, height, coins, journal);
      }
      if (broken.isEmpty()) {
        broken = make(tx, i, height, coins, journal);
      }
    }
    if (broken.isEmpty()) {
      long most = deployments.subsidy(height) + fees;
      long made = total(transactions.get(0));
      if (made > most) {
        broken = Optional.of("bad-cb-amount: coinbase makes " + made + " (max " + most + ")");
      }
    }
    if (broken.isPresent()) {
      journal.undo(coins);
    }
    return broken;
  }

  private Optional<String> spend(
      Transaction tx, int number, int height, CoinSet coins, CoinJournal journal) {
    boolean relative = tx.version() >= 2 && deployments.csvAt(height);
    long in = 0;
    for (TxIn input : tx.inputs()) {
      StoredCoin coin = coins.take(input.previous());
      if (coin == null) {
        return broken(
            "bad-txns-inputs-missingorspent", number, "no coin " + text(input.previous()));
      }
      journal.spent(coin);
      if (coin.coinbase() && height - coin.height() < MATURITY) {
        return broken(
            "bad-txns-premature-spend-of-coinbase",
            number,
            "coinbase %s of height %d spent at height %d"
                .formatted(text(input.previous()), coin.height(), height));
      }
      in += coin.value();
      if (coin.value() < 0 || in < 0 || in > TransactionRules.MAX_MONEY) {
        return broken("bad-txns-inputvalues-outofrange", number, "inputs of " + in + " together");
      }
      if (relative && !oldEnough(input.sequence(), coin.height(), height)) {
        return broken(
            "bad-txns-nonfinal",
            number,
            "sequence %d spends a coin of height %d".formatted(input.sequence(), coin.height()));
      }
    }
    long out = total(tx);
    if (in < out) {
      return broken(
          "bad-txns-in-belowout", number, "outputs of " + out + " (inputs of " + in + ")");
    }
    fees += in - out;
    return fees > TransactionRules.MAX_MONEY
        ? broken("bad-txns-accumulated-fee-outofrange", number, "fees of " + fees + " together")
        : Optional.empty();
  }

  /** BIP68: a sequence may ask for blocks, or for times 512 seconds, since its coin was made. */
  private boolean oldEnough(long sequence, int made, int height) {
    if ((sequence & NOT_RELATIVE) != 0) {
      return true;
    }
    long value = sequence & RELATIVE_VALUE;
    if ((sequence & RELATIVE_TIME) == 0) {
      return made + value <= height;
    }
    return times.at(Math.max(made - 1, 0)) + (value << RELATIVE_SECONDS) <= times.at(height - 1);
  }

  private Optional<String> make(
      Transaction tx, int number, int height, CoinSet coins, CoinJournal journal) {
    Hash256 txid = tx.txid();
    List<TxOut> outputs = tx.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      TxOut output = outputs.get(i);
      if (spendable(output.script())) {
        OutPoint place = new OutPoint(txid, i);
        StoredCoin coin =
            StoredCoin.of(place, output, scripts.shared(output.script()), height, number == 0);
        if (!coins.add(coin)) {
          // BIP30: an earlier transaction with the same hash has unspent outputs.
          return broken("bad-txns-BIP30", number, "coin " + text(place) + " exists");
        }
        journal.added(coin);
      }
    }
    return Optional.empty();
  }

  private static boolean spendable(byte[] script) {
    return script.length <= LONGEST_SCRIPT && (script.length == 0 || script[0] != OP_RETURN);
  }

  private static long total(Transaction tx) {
    long total = 0;
    for (TxOut output : tx.outputs()) {
      total += output.value();
    }
    return total;
  }

  private static Optional<String> broken(String word, int number, String what) {
    return Optional.of(word + ": transaction " + number + ": " + what);
  }

  private static String text(OutPoint place) {
    return place.txid() + ":" + place.index();
  }
}
