package org.patchbay.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Payments at a rate, each announced by a lab peer of chance, some by two of them; what the node
 * does not fetch is announced again. Confined to the lab thread.
 */
final class Traffic {
  /** The highest rate. */
  static final int MAX_RATE = 1_000;

  private static final long TICK = 50_000_000;
  private static final double TICKS_PER_SECOND = 20;
  private static final int BATCH = 10;
  private static final int AGAIN = 100;

  /** So long a rate is kept in coins: blocks turn up in between. */
  private static final int SECONDS_OF_COINS = 30;

  private final World world;
  private final Clock clock;
  private final RandomGenerator random;
  private final Supplier<? extends Collection<Talk>> talks;
  private double rate;
  private double owed;
  private long made;
  private long ticks;

  Traffic(
      World world,
      Clock clock,
      RandomGenerator random,
      Supplier<? extends Collection<Talk>> talks) {
    this.world = world;
    this.clock = clock;
    this.random = random;
    this.talks = talks;
  }

  /** From now on so many transactions per second. */
  void rate(double perSecond) {
    rate = perSecond;
    owed = 0;
    world.wallets().want((int) (perSecond * SECONDS_OF_COINS));
  }

  double rate() {
    return rate;
  }

  /** Transactions made so far. */
  long made() {
    return made;
  }

  void begin() {
    clock.after(
        TICK,
        () -> {
          begin();
          tick();
        });
  }

  private void tick() {
    List<Talk> announcers = talks.get().stream().filter(Traffic::announces).toList();
    if (announcers.isEmpty()) {
      return;
    }
    owed = Math.min(owed + rate / TICKS_PER_SECOND, rate + 1);
    while (owed >= 1) {
      List<Pool.Entry> payments = payments((int) Math.min(owed, BATCH));
      if (payments.isEmpty()) {
        break; // Coins are on their way: the next blocks bring them.
      }
      owed -= payments.size();
      announce(announcers, payments);
    }
    if (++ticks % TICKS_PER_SECOND == 0) {
      announce(announcers, world.pool().overdue(clock.nanos(), AGAIN));
    }
  }

  private List<Pool.Entry> payments(int count) {
    List<Pool.Entry> payments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<Pool.Entry> payment = world.pay(clock.nanos(), random);
      payment.ifPresent(payments::add);
    }
    made += payments.size();
    return payments;
  }

  private void announce(List<Talk> announcers, List<Pool.Entry> payments) {
    announcers.get(random.nextInt(announcers.size())).wares().announce(payments);
    if (random.nextInt(4) == 0) {
      announcers.get(random.nextInt(announcers.size())).wares().announce(payments);
    }
    for (Talk talk : talks.get()) {
      if (talk.live() && talk.part() == Part.WITHHOLDER && random.nextInt(8) == 0) {
        talk.wares().announce(payments);
      }
    }
  }

  private static boolean announces(Talk talk) {
    return talk.live()
        && switch (talk.part()) {
          case PEER, SLOW, WANDERER -> true;
          default -> false;
        };
  }
}
