package org.patchbay.engine;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.Services;

/**
 * Keeps the automatic outbound connections, chosen as Bitcoin Core does (protocol-facts §9.2).
 * Confined to the node loop. Dials nobody on regtest, where every address is somebody's test.
 *
 * <p>Attack: whoever holds many addresses in few networks would fill all slots; no two outbound
 * peers are of one netgroup.
 */
final class AutomaticPlan {
  private static final int DRAWS = 100;

  /** Attempts that a remedy may have under way. */
  private static final int BURST = 8;

  private static final int STRICT_ABOUT_TIME = 30;
  private static final int STRICT_ABOUT_PORT = 50;
  private static final int REMEMBERED = 1000;
  private static final long AGAIN = TimeUnit.MINUTES.toNanos(10);
  private static final Set<NetworkClass> REACHABLE = Set.of(NetworkClass.IPV4, NetworkClass.IPV6);

  private final World world;
  private final Addresses addresses;
  private final Dialer dialer;
  private final Gate gate;
  private final ManualPlan manual;
  private final Map<NetworkAddress, Long> tried = new LinkedHashMap<>();
  private final Map<NetworkAddress, ByteBuffer> diallingGroups = new HashMap<>();
  private int dialling;

  AutomaticPlan(World world, Addresses addresses, Dialer dialer, Gate gate, ManualPlan manual) {
    this.world = world;
    this.addresses = addresses;
    this.dialer = dialer;
    this.gate = gate;
    this.manual = manual;
  }

  /** Dials one more where one is missing. */
  void tick(long now) {
    dial(now, REACHABLE, 0);
  }

  /** Dials up to so many where they are missing, without waiting for the next ticks. */
  void dialMissing(int attempts, long now) {
    for (int i = 0; i < Math.min(attempts, BURST) && dialling < BURST; i++) {
      dial(now, REACHABLE, 0);
    }
  }

  /** As {@link #dialMissing}, in these networks, with one slot more. */
  void dialInto(Set<NetworkClass> networks, int attempts, long now) {
    Set<NetworkClass> wanted =
        REACHABLE.stream().filter(networks::contains).collect(Collectors.toUnmodifiableSet());
    for (int i = 0; !wanted.isEmpty() && i < Math.min(attempts, BURST) && dialling < BURST; i++) {
      dial(now, wanted, 1);
    }
  }

  private void dial(long now, Set<NetworkClass> networks, int more) {
    if (world.environment.network() == Network.REGTEST || !addresses.present()) {
      return;
    }
    int standing = 0;
    Set<ByteBuffer> groups = new HashSet<>();
    for (Peer peer : world.peers.outbound()) {
      if (peer.open()) {
        standing += peer.type().automatic() ? 1 : 0;
        groups.add(ByteBuffer.wrap(NetGroup.of(peer.address())));
      }
    }
    groups.addAll(diallingGroups.values());
    if (standing + dialling < world.settings.outbound() + more) {
      choose(networks, groups, now).ifPresent(entry -> dial(entry, now));
    }
  }

  private Optional<AddressEntry> choose(
      Set<NetworkClass> networks, Set<ByteBuffer> groups, long now) {
    for (int draw = 0; draw < DRAWS; draw++) {
      Optional<AddressEntry> drawn = addresses.select(networks);
      if (drawn.isEmpty() || !drawn.get().address().isRoutable()) {
        return Optional.empty();
      }
      NetworkAddress address = drawn.get().address();
      if (networks.contains(address.networkClass()) && acceptable(drawn.get(), draw, groups, now)) {
        return drawn;
      }
    }
    return Optional.empty();
  }

  private boolean acceptable(AddressEntry entry, int draw, Set<ByteBuffer> groups, long now) {
    NetworkAddress address = entry.address();
    Long last = tried.get(address);
    return !groups.contains(ByteBuffer.wrap(NetGroup.of(address)))
        && (draw >= STRICT_ABOUT_TIME || last == null || now - last >= AGAIN)
        && (entry.services() & Services.WITNESS) != 0
        && (entry.services() & (Services.NETWORK | Services.NETWORK_LIMITED)) != 0
        && (draw >= STRICT_ABOUT_PORT || !BadPorts.contains(address.port()))
        && !gate.banned(address)
        && !gate.discouraged(address)
        && !manual.names(address)
        && !dialer.busyHost(address);
  }

  private void dial(AddressEntry entry, long now) {
    NetworkAddress address = entry.address();
    tried.remove(address);
    tried.put(address, now);
    if (tried.size() > REMEMBERED) {
      Iterator<NetworkAddress> oldest = tried.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    dialling++;
    diallingGroups.put(address, ByteBuffer.wrap(NetGroup.of(address)));
    dialer.dial(
        address,
        ConnectionType.OUTBOUND_FULL_RELAY,
        (entry.services() & Services.P2P_V2) != 0,
        new Dialer.Outcome() {
          @Override
          public void stands(Peer peer) {
            ended(address);
          }

          @Override
          public void failed(String reason) {
            ended(address);
          }
        });
  }

  private void ended(NetworkAddress address) {
    dialling--;
    diallingGroups.remove(address);
  }
}
