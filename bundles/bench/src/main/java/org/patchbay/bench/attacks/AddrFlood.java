package org.patchbay.bench.attacks;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Services;
import org.patchbay.wire.message.Addr;

/** Full messages of addresses at which nobody is, many more than the token bucket lets through. */
final class AddrFlood implements Attack {
  private static final Duration PERIOD = Duration.ofSeconds(30);

  @Override
  public void established(Host host) {
    host.every(PERIOD, () -> host.say(addresses(host)));
  }

  private static Addr addresses(Host host) {
    RandomGenerator random = host.random;
    long now = host.loop.wallTime().getEpochSecond();
    List<AddressEntry> entries =
        Stream.generate(() -> new AddressEntry(now, Services.NETWORK, anywhere(random)))
            .limit(Addr.MAX_ENTRIES)
            .toList();
    return new Addr(entries);
  }

  private static NetworkAddress anywhere(RandomGenerator random) {
    byte[] ip = {
      (byte) random.nextInt(100, 120),
      (byte) random.nextInt(256),
      (byte) random.nextInt(256),
      (byte) random.nextInt(1, 255)
    };
    return NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
  }
}
