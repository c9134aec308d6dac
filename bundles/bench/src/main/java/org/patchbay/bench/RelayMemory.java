package org.patchbay.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.List;
import org.patchbay.api.mempool.Mempool;

/** Heap that one relaying connection takes after 50,000 transactions were offered to all. */
public final class RelayMemory {
  private static final int OFFERS = 50_000;

  private RelayMemory() {}

  /** The number of connections, 5,000 without it. */
  public static void main(String[] arguments) {
    int peers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
    List<Mempool.Entry> entries = Offers.of(OFFERS);
    long empty = used();
    Crowd crowd = new Crowd(peers);
    long idle = used();
    entries.forEach(crowd.engine.relay()::offer);
    long begin = System.nanoTime();
    long hours = 2;
    crowd.loop.advance(Duration.ofHours(hours));
    long nanos = System.nanoTime() - begin;
    long told = used();
    System.out.printf(
        "%d connections: %d bytes each without transactions, %d each after %d offers;"
            + " %d messages; %d ms for %d hours of virtual time%n",
        peers,
        (idle - empty) / peers,
        (told - empty) / peers,
        OFFERS,
        crowd.sent(),
        nanos / 1_000_000,
        hours);
  }

  private static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
