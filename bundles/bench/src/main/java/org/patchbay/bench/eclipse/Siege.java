package org.patchbay.bench.eclipse;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;

/**
 * One run of a scenario from a seed: a node that has been up for five days is attacked until every
 * one of its outbound slots is the attacker's, or until the days are over. Confined to one thread.
 */
final class Siege {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int STEPS_AN_HOUR = 120;
  private static final int HOURS_A_DAY = 24;
  private static final int QUIET_DAYS = 5;
  private static final int TELLERS = 3;
  private static final long MONTH_SECONDS = 30 * 86_400;

  /** The attacker forces a restart every other day. */
  private static final int RESTART_HOURS = 48;

  private final Scenario scenario;
  private final VirtualLoop loop;
  private final RandomGenerator random;
  private final Internet internet;
  private final AddressBook book;
  private final InboundSlots inbound;
  private final OutboundSlots outbound;
  private final Gossip gossip;

  /**
   * How it ended. Immutable.
   *
   * @param eclipsedAt hours after its beginning; -1 for never
   * @param outbound slots that the attacker held at the end, 0 to 10
   * @param inbound slots that he held at the end
   */
  record Outcome(int eclipsedAt, int outbound, int inbound) {
    boolean eclipsed() {
      return eclipsedAt >= 0;
    }
  }

  Siege(Scenario scenario, EvictionPolicy eviction, AddressBooks books, long seed) {
    this.scenario = scenario;
    this.loop = new VirtualLoop(seed);
    this.random = loop.random();
    this.internet = new Internet(scenario.addresses(), scenario.groups(), random);
    this.book = books.open(scenario, loop, internet);
    this.gossip = new Gossip(internet, book, loop);
    this.inbound = new InboundSlots(internet, eviction, book::group, random);
    this.outbound =
        new OutboundSlots(internet, book, random, scenario.has(Defence.FEELERS), gossip::answer);
  }

  /** Runs it. */
  Outcome run() {
    begin();
    for (int hour = 0; hour < QUIET_DAYS * HOURS_A_DAY; hour++) {
      passHour(false, 1);
    }
    for (int hour = 0; hour < scenario.days() * HOURS_A_DAY; hour++) {
      if (hour % RESTART_HOURS == RESTART_HOURS - 1) {
        inbound.restart();
        outbound.restart(scenario.has(Defence.ANCHORS), loop.now());
      }
      if (passHour(true, hour < HOURS_A_DAY ? 1 : scenario.thinning())) {
        return outcome(hour);
      }
    }
    return outcome(-1);
  }

  private Outcome outcome(int eclipsedAt) {
    return new Outcome(eclipsedAt, outbound.hostile(), inbound.hostile());
  }

  /** Every honest address was told by three others within a month. */
  private void begin() {
    for (NetworkAddress address : internet.honest) {
      for (int i = 0; i < TELLERS; i++) {
        long seen = loop.wallTime().getEpochSecond() - random.nextLong(MONTH_SECONDS);
        AddressEntry entry = new AddressEntry(seen, OutboundSlots.SERVICES, address);
        book.add(List.of(entry), internet.anyHonest(), 0);
      }
    }
  }

  /** Whether all outbound slots were the attacker's at some moment of it. */
  private boolean passHour(boolean attacked, int thinning) {
    internet.passHour();
    outbound.passHour();
    inbound.passHour(loop.now());
    if (attacked) {
      inbound.besiege(loop.now());
      gossip.flood(talkers(true), thinning);
    }
    gossip.tell(talkers(false), thinning);
    for (int i = 0; i < STEPS_AN_HOUR; i++) {
      loop.advance(STEP);
      outbound.step(loop.now(), loop.wallTime().getEpochSecond());
      if (attacked && outbound.eclipsed()) {
        return true;
      }
    }
    return false;
  }

  private List<NetworkAddress> talkers(boolean ofAttacker) {
    return Stream.concat(
            outbound.gossips(ofAttacker).stream(), inbound.addresses(ofAttacker).stream())
        .toList();
  }
}
