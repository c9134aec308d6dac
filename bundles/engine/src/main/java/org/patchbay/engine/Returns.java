package org.patchbay.engine;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.patchbay.wire.NetworkAddress;

/**
 * When an address that was dropped for its score may come again: each time later, with jitter.
 * Confined to the node loop. Bounded: the address that was dropped longest ago is forgotten first.
 */
final class Returns {
  private static final int MAX = 10_000;
  private static final long FIRST = TimeUnit.SECONDS.toNanos(30);
  private static final long LAST = TimeUnit.HOURS.toNanos(6);

  private final Map<ByteBuffer, Wait> waits = new LinkedHashMap<>();

  private record Wait(int times, long until) {}

  /** It was dropped once more. */
  void dropped(NetworkAddress address, RandomGenerator random, long now) {
    ByteBuffer key = ByteBuffer.wrap(address.addressBytes());
    Wait before = waits.remove(key);
    int times = before == null ? 1 : before.times + 1;
    long wait = Math.min(LAST, FIRST << Math.min(times - 1, 12));
    waits.put(key, new Wait(times, now + wait / 2 + random.nextLong(wait / 2 + 1)));
    if (waits.size() > MAX) {
      Iterator<ByteBuffer> oldest = waits.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Nanoseconds until it may come again; 0 when it may. */
  long remaining(NetworkAddress address, long now) {
    if (waits.isEmpty()) {
      return 0;
    }
    Wait wait = waits.get(ByteBuffer.wrap(address.addressBytes()));
    return wait == null ? 0 : Math.max(0, wait.until - now);
  }
}
