package org.patchbay.bench.eclipse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;

/**
 * Who is connected to the victim. Confined to one thread.
 *
 * <p>An honest node arrives every hour and stays for two days on average; the attacker dials until
 * a dial gains him nothing. His peers are as near as the nearest honest ones and relay transactions
 * as they do; blocks come first from honest peers.
 */
final class InboundSlots {
  static final int MAX = 114;
  private static final int HONEST_PER_HOUR = 1;
  private static final double HONEST_HOURS = 48;
  private static final int BLOCKS_PER_HOUR = 6;

  private final Internet internet;
  private final EvictionPolicy policy;
  private final Function<NetworkAddress, byte[]> groups;
  private final RandomGenerator random;
  private final List<FakePeer> peers = new ArrayList<>();
  private long k0;
  private long k1;
  private long nextId = 1;
  private int hostile;

  InboundSlots(
      Internet internet,
      EvictionPolicy policy,
      Function<NetworkAddress, byte[]> groups,
      RandomGenerator random) {
    this.internet = internet;
    this.policy = policy;
    this.groups = groups;
    this.random = random;
    restart();
  }

  /** Nobody is left, and the secret that hides groups is another. */
  void restart() {
    peers.clear();
    hostile = 0;
    k0 = random.nextLong();
    k1 = random.nextLong();
  }

  /** Slots that the attacker holds. */
  int hostile() {
    return hostile;
  }

  List<NetworkAddress> addresses(boolean ofAttacker) {
    return peers.stream()
        .map(FakePeer::address)
        .filter(address -> internet.hostile(address) == ofAttacker)
        .toList();
  }

  /** Comings and goings of an hour. */
  void passHour(long now) {
    peers.removeIf(
        peer ->
            !internet.hostile(peer.address())
                && (random.nextDouble() * HONEST_HOURS < 1 || !internet.answers(peer.address())));
    for (int i = 0; i < HONEST_PER_HOUR; i++) {
      arrive(internet.anyUp(), now);
    }
    relay(now);
  }

  /** The attacker takes what he can get. */
  void besiege(long now) {
    int before;
    do {
      before = hostile;
      arrive(internet.anyHostile(), now);
    } while (hostile > before);
  }

  private void relay(long now) {
    long hour = TimeUnit.HOURS.toNanos(1);
    for (FakePeer peer : peers) {
      peer.lastTransactionAt(now - random.nextLong(hour));
    }
    List<FakePeer> honest =
        peers.stream().filter(peer -> !internet.hostile(peer.address())).toList();
    for (int i = 0; i < BLOCKS_PER_HOUR && !honest.isEmpty(); i++) {
      FakePeer first = honest.get(random.nextInt(honest.size()));
      first.lastBlockAt(Math.max(first.lastBlockAt(), now - random.nextLong(hour)));
    }
  }

  private void arrive(NetworkAddress address, long now) {
    if (peers.size() == MAX) {
      Optional<PeerView> out = policy.evict(List.copyOf(peers), now);
      if (out.isEmpty()) {
        return;
      }
      peers.removeIf(peer -> peer == out.get());
      hostile -= internet.hostile(out.get().address()) ? 1 : 0;
    }
    boolean attacker = internet.hostile(address);
    hostile += attacker ? 1 : 0;
    int slowest = attacker ? 40 : 300;
    peers.add(
        FakePeer.inbound()
            .established()
            .id(nextId++)
            .address(address)
            .keyedNetGroup(NetGroup.keyed(k0, k1, groups.apply(address)))
            .connectedAt(now)
            .minPing(TimeUnit.MILLISECONDS.toNanos(random.nextInt(20, slowest)))
            .lastTransactionAt(now));
  }
}
