package org.patchbay.engine;

import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanList;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.bans.Bans;
import org.patchbay.api.bans.Suspect;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.wire.NetworkAddress;

/**
 * Whom the node has nothing to do with: banned by the configuration or the ban list, or discouraged
 * for what it did (protocol-facts §11.4). Confined to the node loop.
 *
 * <p>Rule: when the ban list goes, what it said last holds. Why: a door that an operator closed is
 * not opened by an update of a bundle.
 */
final class Outcasts {
  private static final Bans NOBODY = (suspect, now) -> Optional.empty();

  private final World world;
  private final Addresses addresses;
  final Discouraged discouraged = new Discouraged();
  private Bans listed = NOBODY;
  private BanList list;
  private Cancellable following = () -> {};

  Outcasts(World world, Addresses addresses) {
    this.world = world;
    this.addresses = addresses;
  }

  /**
   * From now on a list holds.
   *
   * @param told done after each change of it
   */
  void follow(BanList newList, Runnable told) {
    following.cancel();
    list = newList;
    following =
        newList.follow(
            bans -> {
              listed = bans;
              told.run();
            });
  }

  void unfollow(BanList oldList) {
    if (list == oldList) {
      following.cancel();
      list = null;
    }
  }

  boolean banned(NetworkAddress address) {
    return banned(Suspect.of(address, addresses.as(address)));
  }

  boolean banned(Peer peer) {
    return banned(suspect(peer));
  }

  private boolean banned(Suspect suspect) {
    for (BanTarget target : world.settings.bans()) {
      if (target.covers(suspect)) {
        return true;
      }
    }
    return listed(suspect).isPresent();
  }

  private Suspect suspect(Peer peer) {
    OptionalLong as = addresses.as(peer.address());
    return peer.birth.tor()
        ? Suspect.throughTor(peer.address(), as)
        : Suspect.of(peer.address(), as);
  }

  private Optional<Ban> listed(Suspect suspect) {
    return listed.covering(suspect, world.loop.wallTime().getEpochSecond());
  }

  /** Says by which ban, for the reason of an ending. */
  String ban(Peer peer) {
    return listed(suspect(peer))
        .map(ban -> ban.target() + (ban.reason().isEmpty() ? "" : ": " + ban.reason()))
        .orElse("");
  }

  boolean discouraged(NetworkAddress address) {
    return discouraged.contains(address);
  }

  /** Whether it is not even spoken of to others. */
  boolean shunned(NetworkAddress address) {
    return discouraged(address) || banned(address);
  }
}
