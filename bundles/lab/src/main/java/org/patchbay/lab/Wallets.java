package org.patchbay.lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/**
 * The coins of the lab's wallets and the transactions that spend them. Confined to the lab thread.
 *
 * <p>A coin leaves when it is spent and is never given out again. What is unconfirmed is spent only
 * as the change of a line of payments, so that no transaction has more than {@value #MAX_DEPTH}
 * unconfirmed ancestors or descendants in that line.
 */
final class Wallets {
  /** The longest line of unconfirmed payments. */
  static final int MAX_DEPTH = 20;

  private static final long FINAL = 0xFFFF_FFFDL;
  private static final int FAN = 20;
  private static final int LEAST_WANTED = 600;
  private static final int GATHERED = 4;
  private static final long FAN_WORTH = 2_000_000;
  private static final long LEAST = 10_000;

  private final Map<OutPoint, Coin> coins = new HashMap<>();
  private final Deque<OutPoint> free = new ArrayDeque<>();
  private final Deque<Coin> immature = new ArrayDeque<>();
  private int wanted = LEAST_WANTED;

  /** A transaction with its fee in satoshi. */
  record Payment(Transaction transaction, long fee) {}

  /** Coins that can be spent now or, as the change of a payment, soon. */
  int size() {
    return coins.size();
  }

  /** Takes in a coin that a block made, unless it was known before and is spent. */
  void earn(Coin coin) {
    if (coin.owner() == Coin.STRANGER || coin.value() < LEAST) {
      return;
    } else if (coin.coinbase()) {
      immature.add(coin);
    } else if (coins.put(coin.place(), coin) == null) {
      free.add(coin.place());
    }
  }

  /** Somebody spent it. */
  void lose(OutPoint place) {
    coins.remove(place);
  }

  /** The chain has come to a height: coinbases ripen. */
  void ripen(int tip) {
    while (!immature.isEmpty() && immature.peek().spendableAt(tip + 1)) {
      Coin coin = immature.remove();
      coins.put(coin.place(), coin);
      free.add(coin.place());
    }
  }

  void forget() {
    coins.clear();
    free.clear();
    immature.clear();
  }

  /** Below so many coins one is split, above four times as many some are joined. */
  void want(int count) {
    wanted = Math.max(LEAST_WANTED, count);
  }

  /** A payment from one wallet to another; empty while nothing can be spent. */
  Optional<Payment> pay(RandomGenerator random) {
    Optional<Coin> first = take();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Coin coin = first.get();
    boolean confirmed = coin.depth() == 0;
    if (confirmed && coin.value() >= FAN_WORTH && coins.size() < wanted) {
      return Optional.of(fanOut(coin, random));
    }
    List<Coin> spent = new ArrayList<>(List.of(coin));
    while (confirmed && coins.size() > 4 * wanted && spent.size() < GATHERED) {
      Optional<Coin> more = take();
      if (more.isEmpty()) {
        break;
      }
      spent.add(more.get());
    }
    return Optional.of(payment(spent, random));
  }

  /** A coin that leaves the wallets for good. */
  Optional<Coin> take() {
    OutPoint place;
    while ((place = free.poll()) != null) {
      Coin coin = coins.remove(place);
      if (coin != null) {
        return Optional.of(coin);
      }
    }
    return Optional.empty();
  }

  /** Spends coins of the lab into outputs, whatever rules that breaks. */
  static Transaction spend(List<Coin> spent, List<TxOut> outputs) {
    List<TxIn> inputs = new ArrayList<>();
    List<List<byte[]>> witnesses = new ArrayList<>();
    for (Coin coin : spent) {
      inputs.add(new TxIn(coin.place(), new byte[0], FINAL));
      witnesses.add(WalletScript.witness(coin.owner()));
    }
    return Transaction.of(2, inputs, outputs, witnesses, 0);
  }

  private Payment fanOut(Coin coin, RandomGenerator random) {
    long fee = feeOf(1, FAN, random);
    long each = (coin.value() - fee) / FAN;
    List<TxOut> outputs = new ArrayList<>();
    for (int i = 0; i < FAN; i++) {
      outputs.add(new TxOut(each, WalletScript.output(i % WalletScript.WALLETS)));
    }
    Transaction tx = spend(List.of(coin), outputs);
    keepChange(tx, (FAN - 1) % WalletScript.WALLETS, 1);
    return new Payment(tx, coin.value() - each * FAN);
  }

  private Payment payment(List<Coin> spent, RandomGenerator random) {
    long value = spent.stream().mapToLong(Coin::value).sum();
    int owner = spent.get(0).owner();
    int payee = random.nextInt(WalletScript.WALLETS);
    long fee = Math.min(feeOf(spent.size(), 2, random), value / 4);
    long paid = (value - fee) * random.nextInt(20, 61) / 100;
    List<TxOut> outputs = new ArrayList<>();
    outputs.add(new TxOut(paid, WalletScript.output(payee)));
    long change = value - fee - paid;
    outputs.add(new TxOut(change, WalletScript.output(owner)));
    Transaction tx = spend(spent, outputs);
    int depth = spent.stream().mapToInt(Coin::depth).reduce(0, Math::max) + 1;
    keepChange(tx, owner, depth);
    return new Payment(tx, fee);
  }

  /** The last output may be spent before a block holds it. */
  private void keepChange(Transaction tx, int owner, int depth) {
    int last = tx.outputs().size() - 1;
    TxOut change = tx.outputs().get(last);
    if (depth < MAX_DEPTH && change.value() >= LEAST) {
      OutPoint place = new OutPoint(tx.txid(), last);
      coins.put(place, new Coin(place, change, owner, -1, false, depth));
      free.add(place);
    }
  }

  /** Two to twenty satoshi per virtual byte; an input of the lab has 42 of them, an output 43. */
  private static long feeOf(int inputs, int outputs, RandomGenerator random) {
    long bytes = 11 + 43L * inputs + 43L * outputs;
    return bytes * random.nextInt(2, 21);
  }
}
