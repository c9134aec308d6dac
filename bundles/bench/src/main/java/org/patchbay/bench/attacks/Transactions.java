package org.patchbay.bench.attacks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.sim.FakeCoins;
import org.patchbay.sim.Spends;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;

/** Honest transactions at an even pace, and when the node accepted them. Confined to one thread. */
final class Transactions implements Mempool.Listener {
  /** An honest announcer that is asked delivers within it. */
  static final Duration LATE = Duration.ofSeconds(10);

  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final long COIN = 100_000_000;

  private final VirtualLoop loop;
  private final FakeCoins coins;
  private final Consumer<Transaction> announce;
  private final Map<Hash256, Long> made = new HashMap<>();
  private final Map<Hash256, Long> accepted = new HashMap<>();
  private long number;

  /** Begins at once. */
  Transactions(VirtualLoop loop, FakeCoins coins, Mempool mempool, Consumer<Transaction> announce) {
    this.loop = loop;
    this.coins = coins;
    this.announce = announce;
    mempool.follow(this);
    loop.execute(this::make);
  }

  private void make() {
    loop.after(PERIOD, this::make);
    OutPoint place = new OutPoint(new Hash256(++number, 1, 1, 1), 0);
    coins.add(place, new TxOut(COIN, Spends.SCRIPT), 0, false);
    Transaction tx = Spends.move(place, COIN, 10_000);
    made.put(tx.wtxid(), loop.now());
    announce.accept(tx);
  }

  /** Percent of those made since a time, and long enough ago to tell, that came late or never. */
  double late(long since) {
    long all = 0;
    long late = 0;
    for (Map.Entry<Hash256, Long> each : made.entrySet()) {
      long deadline = each.getValue() + LATE.toNanos();
      if (each.getValue() >= since && deadline <= loop.now()) {
        all++;
        late += accepted.getOrDefault(each.getKey(), Long.MAX_VALUE) > deadline ? 1 : 0;
      }
    }
    return 100.0 * late / all;
  }

  @Override
  public void added(Mempool.Entry entry) {
    accepted.put(entry.transaction().wtxid(), loop.now());
  }

  @Override
  public void removed(Mempool.Entry entry, Mempool.Removal why) {}
}
