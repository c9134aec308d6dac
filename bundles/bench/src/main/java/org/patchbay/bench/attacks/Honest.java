package org.patchbay.bench.attacks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Tx;

/**
 * Honest nodes: every fourth announces each transaction, and gives it. Each stays for a while; then
 * it, or one like it, comes back.
 */
final class Honest implements Conduct {
  /** Within which a transaction is announced by those who announce it. */
  static final Duration SPREAD = Duration.ofSeconds(2);

  private static final int ONE_OF = 4;

  private final RandomGenerator random;
  private final Duration stay;
  private final Map<Hash256, Transaction> made = new HashMap<>();

  /**
   * Honest nodes.
   *
   * @param stay how long each is connected, on average of exponential times
   */
  Honest(RandomGenerator random, Duration stay) {
    this.random = random;
    this.stay = stay;
  }

  @Override
  public void established(Host host) {
    host.after((long) (random.nextExponential() * stay.toNanos()), host::leave);
  }

  @Override
  public void made(Transaction tx, List<Host> hosts) {
    made.put(tx.wtxid(), tx);
    Inv inv = new Inv(List.of(new Inventory(Inventory.WTX, tx.wtxid())));
    for (Host host : hosts) {
      if (host.established() && random.nextInt(ONE_OF) == 0) {
        host.after(random.nextLong(SPREAD.toNanos()), () -> host.say(inv));
      }
    }
  }

  @Override
  public void heard(Host host, Message message) {
    if (message instanceof GetData wanted) {
      for (Inventory item : wanted.items()) {
        Transaction tx = made.get(item.hash());
        if (tx != null) {
          host.after(host.distance(), () -> host.say(new Tx(tx)));
        }
      }
    }
  }
}
