package org.patchbay.shell;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.NetworkClass;

/**
 * A line of {@code peer:list}. The address stands last: one of Tor or I2P is wider than all the
 * rest and would push the columns behind it out of sight.
 *
 * @param net its network; empty for an address that is reachable only from here
 * @param via version of the transport protocol; empty before it is known
 * @param group netgroup or autonomous system
 * @param allowed permissions, without those that others imply
 * @param agent shortened: a stranger chose it
 */
record PeerRow(
    long id,
    String type,
    String net,
    String via,
    String group,
    String allowed,
    String state,
    Quantity.Age age,
    Quantity.Latency ping,
    int height,
    String agent,
    String address) {
  private static final int AGENT = 16;

  static PeerRow of(PeerView peer, long now) {
    return new PeerRow(
        peer.id(),
        shortened(peer.type()),
        peer.network() == NetworkClass.UNROUTABLE ? "" : peer.network().label(),
        via(peer.transport()),
        group(peer.group()),
        allowed(peer.permissions()),
        shortened(peer.state()),
        Quantity.Age.since(peer.connectedAt(), now),
        new Quantity.Latency(peer.lastPing()),
        Math.max(peer.knownHeight(), peer.startHeight()),
        agent(peer.userAgent()),
        peer.address().toString());
  }

  static String shortened(ConnectionType type) {
    return switch (type) {
      case OUTBOUND_FULL_RELAY -> "outbound";
      case BLOCK_RELAY_ONLY -> "block-only";
      default -> type.label();
    };
  }

  private static String via(String transport) {
    String protocol = transport.split(" ", 2)[0];
    return protocol.matches("v[0-9]+") ? protocol : "";
  }

  /** As the configuration would say it, in the fewest words. */
  static String allowed(Set<Permission> permissions) {
    if (permissions.containsAll(EnumSet.allOf(Permission.class))) {
      return "all";
    }
    Set<Permission> said = EnumSet.noneOf(Permission.class);
    said.addAll(permissions);
    permissions.forEach(each -> said.removeAll(implied(each)));
    return said.stream().map(PeerPage::name).collect(Collectors.joining("+"));
  }

  private static Set<Permission> implied(Permission permission) {
    return switch (permission) {
      case NOBAN -> Set.of(Permission.DOWNLOAD);
      case FORCERELAY -> Set.of(Permission.RELAY);
      default -> Set.of();
    };
  }

  /** {@code 203.0.0.0/16} reads {@code 203.0/16}. */
  private static String group(String text) {
    return text.replaceFirst("\\.0\\.0/16$", "/16");
  }

  private static String agent(String text) {
    return text.length() <= AGENT ? text : text.substring(0, AGENT - 1) + "…";
  }

  private static String shortened(PeerState state) {
    return switch (state) {
      case AWAITING_VERSION -> "version?";
      case AWAITING_VERACK -> "verack?";
      case ESTABLISHED -> "live";
      case CLOSING -> "closing";
    };
  }
}
