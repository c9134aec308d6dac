package org.patchbay.engine.plan;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * The connections that we opened or are opening, as far as they bear on the next one
 * (protocol-facts §9.2). Immutable.
 */
public final class Outbounds {
  private final int fullRelay;
  private final int blockRelay;
  private final int automatic;
  private final int privacy;
  private final Set<ByteBuffer> groups = new HashSet<>();
  private final Set<NetworkClass> networks = EnumSet.noneOf(NetworkClass.class);
  private final Function<NetworkAddress, byte[]> grouping;

  /** One connection, standing or being opened. Immutable. */
  public record Outbound(ConnectionType type, NetworkAddress address) {}

  /**
   * A snapshot.
   *
   * @param grouping the group of addresses that one operator may well control (§9.7)
   */
  public Outbounds(Collection<Outbound> all, Function<NetworkAddress, byte[]> grouping) {
    this.grouping = grouping;
    this.fullRelay = count(all, ConnectionType.OUTBOUND_FULL_RELAY);
    this.blockRelay = count(all, ConnectionType.BLOCK_RELAY_ONLY);
    this.automatic = (int) all.stream().filter(each -> each.type.automatic()).count();
    int hidden = 0;
    for (Outbound each : all) {
      if (!lasting(each.type)) {
        continue;
      }
      if (each.type != ConnectionType.BLOCK_RELAY_ONLY) {
        networks.add(each.address.network());
      }
      if (grouped(each.address)) {
        groups.add(ByteBuffer.wrap(grouping.apply(each.address)));
      } else {
        hidden++;
      }
    }
    this.privacy = hidden;
  }

  private static int count(Collection<Outbound> all, ConnectionType type) {
    return (int) all.stream().filter(each -> each.type == type).count();
  }

  private static boolean lasting(ConnectionType type) {
    return switch (type) {
      case OUTBOUND_FULL_RELAY, BLOCK_RELAY_ONLY, MANUAL -> true;
      case INBOUND, ADDR_FETCH, FEELER -> false;
    };
  }

  /** Addresses of Tor, I2P and CJDNS cost nothing: their groups say nothing. */
  static boolean grouped(NetworkAddress address) {
    return address.network() == NetworkClass.IPV4 || address.network() == NetworkClass.IPV6;
  }

  /** Full-relay connections of the plan. */
  public int fullRelay() {
    return fullRelay;
  }

  /** Block-relay-only connections. */
  public int blockRelay() {
    return blockRelay;
  }

  /** All that the plan opened: full relay, block relay, feelers and addr-fetch. */
  public int automatic() {
    return automatic;
  }

  /** Networks in which there is a full-relay or manual connection. */
  public Set<NetworkClass> networks() {
    return networks;
  }

  /** Whether a lasting connection is in the group of an IPv4 or IPv6 address. */
  public boolean inGroupOf(NetworkAddress address) {
    return grouped(address) && groups.contains(ByteBuffer.wrap(grouping.apply(address)));
  }

  /** Whether so much is connected that a failure tells something about the address (§9.2). */
  public boolean online(Slots slots) {
    return groups.size() + privacy >= slots.groupsOnline();
  }
}
