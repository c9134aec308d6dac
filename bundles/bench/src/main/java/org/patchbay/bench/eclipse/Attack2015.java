package org.patchbay.bench.eclipse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;

/**
 * The attack of Heilman et al. on {@link Addrman2015}: in rounds every address of the attacker
 * connects, by which it gets into the tried table, and tells of addresses where nobody is; then the
 * victim restarts and opens eight connections. Confined to one thread.
 */
final class Attack2015 {
  private static final int OUTBOUND = 8;
  private static final int DRAWS = 100;
  private static final int STRICT_ABOUT_TIME = 30;
  private static final long AGAIN_SECONDS = 600;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration NOBODY = Duration.ofSeconds(5);
  private static final long PENALTY = 7_200;
  private static final int PORT = 8333;

  private static final int HONEST = 20;
  private static final int HOSTILE = 60;
  private static final int NOWHERE = 160;
  private static final int SPAN = 30;

  private final Plan plan;
  private final VirtualLoop loop;
  private final RandomGenerator random;
  private final Addrman2015 book;
  private final Set<NetworkAddress> dead = new HashSet<>();

  /**
   * What is attacked, and how. Immutable.
   *
   * @param groups of the attacker
   * @param perGroup addresses in each
   * @param round in which each address connects once
   * @param rounds until the restart
   * @param trash addresses of nobody that each connection tells of
   * @param start how the victim's tables are before
   */
  record Plan(int groups, int perGroup, Duration round, int rounds, int trash, Start start) {}

  /** Tables before an attack. */
  enum Start {
    /** Full of honest addresses that were seen within an hour and all answer. */
    WORST,
    /** The same, two days ago. */
    TWO_DAYS_AGO,
    /**
     * As the authors found nodes of their own: 300 addresses in the tried table, of which 28 %
     * answer, every sixth older than 30 days and every second older than 10.
     */
    LIVE
  }

  /**
   * What came of it. Immutable.
   *
   * @param filled the attacker's part of what stands in the tried table
   */
  record Result(boolean eclipsed, double filled) {}

  Attack2015(Plan plan, long seed) {
    this.plan = plan;
    this.loop = new VirtualLoop(seed);
    this.random = loop.random();
    this.book = new Addrman2015(loop);
  }

  Result run() {
    switch (plan.start) {
      case WORST -> fill(60_000, 12_000, Duration.ofHours(1), 1);
      case TWO_DAYS_AGO -> {
        fill(60_000, 12_000, Duration.ofHours(1), 1);
        loop.advance(Duration.ofDays(2));
      }
      case LIVE -> live();
    }
    List<NetworkAddress> hostile = new ArrayList<>();
    for (int i = 0; i < plan.groups * plan.perGroup; i++) {
      hostile.add(address(HOSTILE, i % plan.groups, i / plan.groups));
    }
    for (int round = 0; round < plan.rounds; round++) {
      for (NetworkAddress each : hostile) {
        connect(each);
        loop.advance(plan.round.dividedBy(hostile.size()));
      }
    }
    List<NetworkAddress> tried = book.tried().stream().flatMap(List::stream).toList();
    double filled = (double) tried.stream().filter(Attack2015::hostile).count() / tried.size();
    return new Result(restart(), filled);
  }

  private static NetworkAddress address(int first, int group, int host) {
    byte[] ip = {
      (byte) (first + (group >> 8)), (byte) group, (byte) (host >> 8), (byte) (host + 1)
    };
    return NetworkAddress.of(NetworkAddress.IPV4, ip, PORT);
  }

  private NetworkAddress any(int first) {
    return address(first, random.nextInt(SPAN << 8), random.nextInt(1 << 16));
  }

  private static boolean hostile(NetworkAddress address) {
    int first = address.bytes()[0] & 0xFF;
    return first >= HOSTILE && first < NOWHERE;
  }

  private AddressEntry seenNow(NetworkAddress address) {
    return new AddressEntry(loop.wallTime().getEpochSecond(), OutboundSlots.SERVICES, address);
  }

  /** Tells of honest addresses, of which some worked, over a time. */
  private void fill(int heard, int worked, Duration within, double answering) {
    for (int i = 0; i < heard; i++) {
      NetworkAddress address = any(HONEST);
      book.add(List.of(seenNow(address)), any(HONEST), 0);
      if (i % (heard / worked) == 0) {
        book.good(address, OutboundSlots.SERVICES);
      }
      if (random.nextDouble() >= answering) {
        dead.add(address);
      }
      loop.advance(within.dividedBy(heard));
    }
  }

  private void live() {
    double answering = 0.28;
    fill(4_000, 50, Duration.ofDays(20), answering);
    fill(4_000, 100, Duration.ofDays(20), answering);
    fill(4_000, 150, Duration.ofDays(10), answering);
  }

  private void connect(NetworkAddress from) {
    book.add(List.of(seenNow(from)), from, 0);
    book.good(from, OutboundSlots.SERVICES);
    for (int i = 0; i < plan.trash; i++) {
      book.add(List.of(seenNow(any(NOWHERE))), from, PENALTY);
    }
  }

  /** Whether all eight are the attacker's. */
  private boolean restart() {
    book.restart();
    Set<NetworkAddress> connected = new HashSet<>();
    while (connected.size() < OUTBOUND) {
      loop.advance(PAUSE);
      book.outbound(connected.size());
      Optional<NetworkAddress> next = choose(connected);
      if (next.isPresent()) {
        NetworkAddress address = next.get();
        book.attempted(address);
        boolean ours = hostile(address);
        boolean nobody = (address.bytes()[0] & 0xFF) >= NOWHERE || dead.contains(address);
        if (!ours && !nobody) {
          return false;
        }
        if (ours) {
          connected.add(address);
        } else {
          loop.advance(NOBODY);
        }
      }
    }
    return true;
  }

  /** As version 0.9.3: an address in the group of another ends the draws. */
  private Optional<NetworkAddress> choose(Set<NetworkAddress> connected) {
    long now = loop.wallTime().getEpochSecond();
    for (int draw = 1; draw <= DRAWS; draw++) {
      NetworkAddress drawn = book.select(Set.of()).orElseThrow().address();
      byte[] group = NetGroup.of(drawn);
      if (connected.stream().anyMatch(each -> Arrays.equals(NetGroup.of(each), group))) {
        return Optional.empty();
      }
      if (draw >= STRICT_ABOUT_TIME || now - book.lastTry(drawn) >= AGAIN_SECONDS) {
        return Optional.of(drawn);
      }
    }
    return Optional.empty();
  }
}
