package org.patchbay.bench.attacks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.codec.StandardCodec;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualNetwork;
import org.patchbay.wire.Transaction;

/** One run of one attack on one pair of policies from a seed. Confined to one thread. */
final class Trial {
  private static final Duration SAMPLE = Duration.ofSeconds(5);
  private static final Duration LATENCY = Duration.ofMillis(5);

  /** The attacker's hosts have all dialled once after this part of the attack. */
  private static final int SURGE = 5;

  private final Scale scale;
  private final Attack attack;
  private final VirtualLoop loop;
  private final VirtualNetwork network;
  private final RandomGenerator random;
  private final Honest honest;
  private final Work work = new Work();
  private List<Host> honestHosts = List.of();
  private List<Host> hostileHosts = List.of();

  private Trial(Scale scale, Attack attack, long seed) {
    this.scale = scale;
    this.attack = attack;
    this.loop = new VirtualLoop(seed);
    this.random = new SplittableRandom(~seed);
    this.network = new VirtualNetwork(loop).latency(LATENCY).codec(new StandardCodec());
    this.honest = new Honest(random, scale.attack());
  }

  /**
   * Runs it.
   *
   * @throws IllegalStateException when honest peers are lost before the attack, or a policy failed
   */
  static Outcome run(
      Scale scale, EvictionPolicy eviction, ScoringPolicy scoring, Attack attack, long seed)
      throws IOException {
    return new Trial(scale, attack, seed).run(eviction, scoring);
  }

  private Outcome run(EvictionPolicy eviction, ScoringPolicy scoring) throws IOException {
    try (Victim victim = new Victim(network, scale.slots(), eviction, scoring, work)) {
      Crowds crowds = new Crowds(network, random, victim.address());
      Duration arrival = scale.before().multipliedBy(9).dividedBy(10);
      honestHosts = crowds.honest(scale.honest(), arrival, honest);
      Transactions transactions =
          new Transactions(loop, victim.blocks.coinMap(), victim.mempool, this::made);
      loop.advance(scale.before());
      List<Host> before = honestHosts.stream().filter(Host::established).toList();
      long lost = before.stream().filter(Host::thrownOut).count();
      if (lost > 0) {
        throw new IllegalStateException(lost + " honest peers were lost before the attack");
      }
      long begun = loop.now();
      work.begin();
      int bots = scale.slots() * attack.percent() / 100;
      Duration surge = scale.attack().dividedBy(SURGE);
      hostileHosts = crowds.hostile(bots, attack.groups(), surge, attack);
      double held = besiege(victim);
      return new Outcome(
          100.0 - 100.0 * before.stream().filter(Host::thrownOut).count() / before.size(),
          100.0 * held / scale.slots(),
          bytes() / 1e6,
          work.units() / 1e3,
          transactions.late(begun),
          victim.benched());
    }
  }

  /** Slots that the attacker held on average. */
  private double besiege(Victim victim) {
    long samples = scale.attack().dividedBy(SAMPLE);
    long held = 0;
    for (long i = 0; i < samples; i++) {
      loop.advance(SAMPLE);
      held += victim.connections(true);
    }
    return (double) held / samples;
  }

  private long bytes() {
    return hostileHosts.stream()
        .map(host -> host.transport.stats())
        .mapToLong(stats -> stats.bytesIn() + stats.bytesOut())
        .sum();
  }

  private void made(Transaction tx) {
    attack.made(tx, hostileHosts);
    honest.made(tx, honestHosts);
  }
}
