package org.patchbay.bench.attacks;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.message.Inv;

/** Announcements without end of transactions that do not exist. */
final class InvFlood implements Attack {
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int ITEMS = 200;

  @Override
  public void established(Host host) {
    host.every(PERIOD, () -> host.say(announcement(host.random)));
  }

  private static Inv announcement(RandomGenerator random) {
    return new Inv(Stream.generate(() -> item(random)).limit(ITEMS).toList());
  }

  private static Inventory item(RandomGenerator random) {
    return new Inventory(
        Inventory.WTX,
        new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
  }
}
