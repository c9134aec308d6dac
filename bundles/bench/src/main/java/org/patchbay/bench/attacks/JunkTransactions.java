package org.patchbay.bench.attacks;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.Tx;

/** Transactions that nobody asked for and that spend what does not exist. */
final class JunkTransactions implements Attack {
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final long VALUE = 100_000;

  @Override
  public void established(Host host) {
    host.every(PERIOD, () -> host.say(new Tx(junk(host.random))));
  }

  private static Transaction junk(RandomGenerator random) {
    Hash256 nothing = new Hash256(random.nextLong(), random.nextLong(), 0, 1);
    return Spends.move(new OutPoint(nothing, 0), VALUE, 1_000);
  }
}
