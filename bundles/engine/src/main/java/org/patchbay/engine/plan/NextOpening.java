package org.patchbay.engine.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.patchbay.wire.NetworkClass;

/**
 * Which kind of connection is opened next (protocol-facts §9.2). Confined to the node loop; asked
 * again and again.
 *
 * <p>Rule: the first of these that is missing or due, as long as there is a slot for any: an
 * anchor, full relay, block relay, another full-relay peer because those we have tell nothing new,
 * one more block-relay peer (every 5 minutes, once the first synchronisation is over, unless none
 * is wanted), a feeler (every 2 minutes), a full-relay peer in a network in which we have none
 * (every 5 minutes). Of what goes beyond the wanted peers there is one at a time.
 *
 * <p>Why: an anchor cannot be chosen by an attacker after a restart; a peer for blocks alone cannot
 * be found by watching transactions and addresses; one more for a while, and tests of addresses,
 * end an eclipse that holds now; times that nobody can foretell keep him from preparing for them.
 */
public final class NextOpening {
  static final Duration FEELER_EVERY = Duration.ofMinutes(2);
  static final Duration ROTATION_EVERY = Duration.ofMinutes(5);
  static final Duration NETWORK_EVERY = Duration.ofMinutes(5);

  private static final List<NetworkClass> NETWORKS =
      List.of(
          NetworkClass.IPV4,
          NetworkClass.IPV6,
          NetworkClass.ONION,
          NetworkClass.I2P,
          NetworkClass.CJDNS);

  private final RandomGenerator random;
  private final PoissonTimer feeler;
  private final PoissonTimer rotation;
  private final PoissonTimer network;

  /** Times that begin now. */
  public NextOpening(RandomGenerator random, long now) {
    this.random = random;
    this.feeler = new PoissonTimer(FEELER_EVERY, random, now);
    this.rotation = new PoissonTimer(ROTATION_EVERY, random, now);
    this.network = new PoissonTimer(NETWORK_EVERY, random, now);
  }

  /** Tests addresses that often in the mean, from now on. */
  public void feelersEvery(Duration mean, long now) {
    feeler.every(mean, now);
  }

  /**
   * How the node stands. Immutable.
   *
   * @param anchors whether one is left to be tried
   * @param another whether one more full-relay peer is wanted (§9.6)
   * @param synced whether the first synchronisation is over
   * @param reachable networks that automatic connections go to
   * @param known whether the address book has an address of a network
   */
  public record Circumstances(
      boolean anchors,
      boolean another,
      boolean synced,
      Set<NetworkClass> reachable,
      Predicate<NetworkClass> known) {}

  /** The next connection, or none now; a timer that is answered with begins anew. */
  public Optional<Opening> choose(Outbounds outbounds, Slots slots, Circumstances node, long now) {
    if (outbounds.automatic() >= slots.automatic()) {
      return Optional.empty();
    }
    boolean blockRelay = outbounds.blockRelay() < slots.blockRelay();
    if (blockRelay && node.anchors) {
      return opening(Purpose.ANCHOR, node.reachable);
    }
    if (outbounds.fullRelay() < slots.fullRelay()) {
      return opening(Purpose.FULL_RELAY, node.reachable);
    }
    if (blockRelay) {
      return opening(Purpose.BLOCK_RELAY, node.reachable);
    }
    if (node.another) {
      return opening(Purpose.ANOTHER, node.reachable);
    }
    if (node.synced && slots.blockRelay() > 0 && rotation.due(now)) {
      rotation.restart(now);
      return opening(Purpose.ROTATION, node.reachable);
    }
    if (feeler.due(now)) {
      feeler.restart(now);
      return opening(Purpose.FEELER, node.reachable);
    }
    return missingNetwork(outbounds, slots, node, now);
  }

  /** Only with as many slots as everybody has: with others an operator knows what he does. */
  private Optional<Opening> missingNetwork(
      Outbounds outbounds, Slots slots, Circumstances node, long now) {
    if (outbounds.fullRelay() != Slots.DEFAULT_FULL_RELAY
        || slots.fullRelay() != Slots.DEFAULT_FULL_RELAY
        || !network.due(now)) {
      return Optional.empty();
    }
    List<NetworkClass> missing = new ArrayList<>(NETWORKS);
    missing.removeIf(
        each ->
            !node.reachable.contains(each)
                || outbounds.networks().contains(each)
                || !node.known.test(each));
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    network.restart(now);
    return opening(Purpose.NETWORK, Set.of(missing.get(random.nextInt(missing.size()))));
  }

  private static Optional<Opening> opening(Purpose purpose, Set<NetworkClass> networks) {
    return Optional.of(new Opening(purpose, networks));
  }
}
