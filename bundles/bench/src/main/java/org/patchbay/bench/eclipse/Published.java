package org.patchbay.bench.eclipse;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.patchbay.addrbook.BucketAddressBook;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.bench.eclipse.Attack2015.Plan;
import org.patchbay.bench.eclipse.Attack2015.Result;
import org.patchbay.bench.eclipse.Attack2015.Start;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * What Heilman, Kendler, Zohar and Goldberg published (Eclipse Attacks on Bitcoin's Peer-to-Peer
 * Network, USENIX Security 2015), beside what comes out here.
 */
final class Published {
  /** Places of the tried table since version 0.10.1, and here. */
  static final int PLACES = 16_384;

  private static final Duration AGING = Duration.ofMinutes(2);

  /** A point. Immutable. */
  record Point(String what, String published, Plan plan) {}

  static final List<Point> POINTS =
      List.of(
          new Point(
              "infrastructure, 32 groups of 256, full tables",
              "fills 86; at least 85, 98 tried out",
              new Plan(32, 256, Duration.ofMinutes(43), 14, 5, Start.WORST)),
          new Point(
              "4,600 bots, full tables",
              "fills 98; at least 85, 100 tried out",
              new Plan(2_300, 2, Duration.ofMinutes(26), 12, 5, Start.WORST)),
          new Point(
              "72 % of the tried table, two days",
              "90", new Plan(3_200, 1, Duration.ofMinutes(27), 1, 50, Start.TWO_DAYS_AGO)),
          new Point(
              "400 bots, nodes as found",
              "84 live, 88 transplanted",
              new Plan(400, 1, Duration.ofSeconds(90), 40, 5, Start.LIVE)));

  private Published() {}

  /** All points, in percent. */
  static void print(int seeds) {
    for (Point point : POINTS) {
      List<Result> all =
          IntStream.range(0, seeds)
              .parallel()
              .mapToObj(i -> new Attack2015(point.plan, i).run())
              .toList();
      int hits = (int) all.stream().filter(Result::eclipsed).count();
      double filled = all.stream().mapToDouble(Result::filled).average().orElse(0);
      System.out.printf(
          Locale.ROOT,
          "%s: published %s; here fills %.1f, eclipsed %s%n",
          point.what,
          point.published,
          100 * filled,
          new Share(hits, seeds));
    }
    for (int bots : new int[] {40_781, 71_050}) {
      double filled = filledWithoutTests(bots, 0);
      System.out.printf(
          Locale.ROOT,
          "%,d bots, full tables of version 0.10.1: form %.1f; here fills %.1f, which is %.1f%n",
          bots,
          100 * Math.pow(form(bots), 8),
          100 * filled,
          100 * Math.pow(filled, 8));
    }
  }

  /** The part of a full tried table that so many addresses take, each in one place by a hash. */
  static double form(int bots) {
    return 1 - Math.pow(1 - 1.0 / PLACES, bots);
  }

  /**
   * The same with the address book of the node, which a trial keeps from testing: honest addresses
   * are of IPv6 here and the attacker's of IPv4, so that the book tells them apart itself. Those
   * that find no place in the full new table first do not count.
   */
  static double filledWithoutTests(int bots, long seed) {
    VirtualLoop loop = new VirtualLoop(seed);
    BucketAddressBook book = BucketAddressBook.trial(loop, false, NetworkAddress::bytes);
    for (int i = 0; i < 4 * PLACES; i++) {
      byte[] ip = new byte[16];
      loop.random().nextBytes(ip);
      ip[0] = 0x2a;
      book.good(NetworkAddress.of(NetworkAddress.IPV6, ip, 8333), OutboundSlots.SERVICES);
    }
    for (int i = 0, entered = 0; entered < bots; i++) {
      byte[] ip = {(byte) (60 + (i >> 16)), (byte) (i >> 8), (byte) i, 1};
      NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
      book.good(address, OutboundSlots.SERVICES);
      loop.advance(AGING);
      entered += book.lastTry(address) > 0 ? 1 : 0;
    }
    AddressTables.Fill tried = book.tables().orElseThrow().tried();
    return (double) tried.addresses().getOrDefault(NetworkClass.IPV4, 0) / tried.taken();
  }
}
