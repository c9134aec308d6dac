package org.patchbay.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.NetworkAddress;

/**
 * What the operator allows each peer, as the configuration says it now (protocol-facts §11.5).
 * Confined to the node loop.
 *
 * <p>Rule: who comes in is allowed what its listening address is and, unless it came through Tor
 * and its address says nothing, what the rules for its address say. Whom the operator named is
 * allowed what the rules with {@code out} say; whom we chose ourselves nothing.
 *
 * <p>What a conversation asks as it goes on follows a change at once: bans, eviction, serving,
 * address intake. What was decided when it began stays until the peer comes again: the group in
 * which it is told of transactions, its limits in downloading them, whether fee filters are sent.
 */
final class Allowances {
  private final World world;

  Allowances(World world) {
    this.world = world;
  }

  /** Takes the rules as they are now. */
  void apply(Peer peer) {
    EnumSet<Permission> granted = EnumSet.noneOf(Permission.class);
    world.bind(peer.birth.door()).ifPresent(bind -> granted.addAll(bind.permissions()));
    if (!peer.birth.tor()) {
      granted.addAll(PermissionRule.of(rules(peer.type()), peer.address()));
    }
    peer.permissions = granted.isEmpty() ? Set.of() : Set.copyOf(granted);
  }

  /** What a peer there would be allowed, were we to dial it. */
  Set<Permission> dialling(NetworkAddress address, ConnectionType type) {
    return PermissionRule.of(rules(type), address);
  }

  private List<PermissionRule> rules(ConnectionType type) {
    List<PermissionRule> all = world.settings.permissions();
    return switch (type) {
      case INBOUND -> all.stream().filter(PermissionRule::in).toList();
      case MANUAL -> all.stream().filter(PermissionRule::out).toList();
      default -> List.of();
    };
  }
}
