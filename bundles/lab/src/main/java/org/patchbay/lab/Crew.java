package org.patchbay.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Block;

/**
 * All lab peers and the chain they share. Confined to the lab thread.
 *
 * <p>What happens follows from the seed and from when the node answers: every peer draws from a
 * stream of its own, so that one peer's traffic does not change another's choices.
 */
final class Crew implements Talk.Listener {
  /** The first parts in this order; beyond them every third peer is slow. */
  private static final List<Part> CAST =
      List.of(
          Part.MINER,
          Part.PEER,
          Part.SLOW,
          Part.PEER,
          Part.PEER,
          Part.PEER,
          Part.SLOW,
          Part.PEER,
          Part.WANDERER,
          Part.GARBLER,
          Part.FLOODER,
          Part.GOSSIP,
          Part.STRAY,
          Part.PEER,
          Part.WITHHOLDER,
          Part.JUNKER);

  /** So many of the first ones listen; the others dial the node. */
  private static final int LISTENERS = 4;

  private static final long MILLI = 1_000_000;
  private static final int STAGGER_MILLIS = 20;

  private final Plan plan;
  private final Net net;
  private final Clock clock;
  private final World world = new World();
  private final RandomGenerator mining;
  private final Traffic traffic;
  private final SplittableRandom attacking;
  private Supplier<Optional<InetSocketAddress>> node = Optional::empty;
  private Optional<Assault> assault = Optional.empty();
  private final Set<Talk> talks = new LinkedHashSet<>();

  Crew(Plan plan, Net net, Clock clock) {
    this.plan = plan;
    this.net = net;
    this.clock = clock;
    this.mining = new SplittableRandom(plan.seed());
    this.attacking = new SplittableRandom(~plan.seed());
    this.traffic = new Traffic(world, clock, new SplittableRandom(-plan.seed()), () -> talks);
  }

  /**
   * What a lab is made of.
   *
   * @param peers how many there are
   * @param blocks blocks that exist at the start
   * @param traffic transactions per second
   * @param interval mean seconds between two blocks
   */
  record Plan(int peers, long seed, int blocks, int interval, int traffic) {}

  /**
   * Prepares the chain, listens, and begins to dial and to mine.
   *
   * @param node where the node listens, asked before each attempt; empty while it does not
   * @return where lab peers listen
   */
  List<InetSocketAddress> begin(Supplier<Optional<InetSocketAddress>> node) throws IOException {
    chain().prepare(plan.blocks(), clock.unixSeconds(), plan.interval(), mining);
    world.follow();
    this.node = node;
    List<InetSocketAddress> listening = new ArrayList<>();
    for (int i = 0; i < plan.peers(); i++) {
      Part part = part(i);
      SplittableRandom random = new SplittableRandom(plan.seed() + 1 + i);
      if (i < LISTENERS) {
        listening.add(net.listen(line -> talk(line, part, false, random.split())));
      } else {
        Caller caller = new Caller(this, part, node, random);
        clock.after(i * STAGGER_MILLIS * MILLI, caller::dial);
      }
    }
    mineLater();
    traffic.rate(plan.traffic());
    traffic.begin();
    return listening;
  }

  static Part part(int index) {
    if (index < CAST.size()) {
      return CAST.get(index);
    }
    return index % 3 == 0 ? Part.SLOW : Part.PEER;
  }

  LabChain chain() {
    return world.chain();
  }

  World world() {
    return world;
  }

  Traffic traffic() {
    return traffic;
  }

  /** The attack that runs, or the last one. */
  Optional<Assault> assault() {
    return assault;
  }

  /** Begins an attack and ends one that runs. */
  Assault attack(Attack wanted, int seconds) {
    assault.ifPresent(Assault::end);
    Assault begun = new Assault(wanted, this, node, attacking.split());
    assault = Optional.of(begun);
    begun.begin(seconds);
    return begun;
  }

  Net net() {
    return net;
  }

  Clock clock() {
    return clock;
  }

  Talk talk(Line line, Part part, boolean dialled, RandomGenerator random) {
    Talk talk = new Talk(line, part, dialled, world, clock, random, this);
    talks.add(talk);
    return talk;
  }

  @Override
  public void learned(Talk talk) {
    spread(talk);
  }

  @Override
  public void over(Talk talk) {
    talks.remove(talk);
  }

  private void mineLater() {
    long mean = plan.interval() * 1_000L;
    clock.after(new Range(mean * 3 / 4, mean * 5 / 4).pick(mining), this::mine);
  }

  private void mine() {
    if (talks.stream().noneMatch(Talk::following)) {
      mineNow();
    }
    mineLater();
  }

  /** Mines a block, which all peers announce when word has reached them. */
  Block mineNow() {
    Block block = world.mine(clock.unixSeconds(), clock.nanos(), mining);
    spread(null);
    return block;
  }

  private void spread(Talk origin) {
    for (Talk talk : List.copyOf(talks)) {
      if (talk != origin) {
        talk.chainGrew();
      }
    }
  }
}
