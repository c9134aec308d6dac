package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.NetworkAddress;

/** Who may come in, in the order of protocol-facts §9.10. Confined to the node loop. */
final class Gate {
  private final World world;
  private final Policies policies;
  private final Verdicts verdicts;
  private final Sessions sessions;
  private final Outcasts outcasts;

  Gate(World world, Policies policies, Verdicts verdicts, Sessions sessions, Outcasts outcasts) {
    this.world = world;
    this.policies = policies;
    this.verdicts = verdicts;
    this.sessions = sessions;
    this.outcasts = outcasts;
  }

  boolean banned(NetworkAddress address) {
    return outcasts.banned(address);
  }

  boolean discouraged(NetworkAddress address) {
    return outcasts.discouraged(address);
  }

  CloseReason banOf(NetworkAddress address) {
    return CloseReason.of(CloseReason.Code.BANNED, outcasts.ban(address));
  }

  /** Why a newcomer may not stay; null when it may, and has a slot. */
  CloseReason refusal(Peer newcomer, long now) {
    boolean noban = newcomer.permissions().contains(Permission.NOBAN);
    NetworkAddress address = newcomer.address();
    if (!sessions.canGreet()) {
      return CloseReason.of(CloseReason.Code.NOT_ADMITTED, "no handshake protocol");
    }
    if (!noban && banned(address)) {
      return banOf(address);
    }
    CloseReason spaced = noban ? null : verdicts.spaced(address, now);
    if (spaced != null) {
      return spaced;
    }
    newcomer.preferEvict = discouraged(address);
    Admission answer =
        policies.onConnect(newcomer, new Circumstances(banned(address), newcomer.preferEvict));
    if (!noban && answer instanceof Admission.Refused refused) {
      return refused.reason();
    }
    if (!noban && world.strained) {
      return CloseReason.of(CloseReason.Code.NO_SLOT, "the node backs off for want of bandwidth");
    }
    return slot(now);
  }

  private CloseReason slot(long now) {
    int max = world.settings.maxInbound();
    if (world.peers.inbound() < max) {
      return null;
    }
    Optional<Peer> evicted = policies.evict(candidates(), now);
    if (evicted.isPresent() && verdicts.evict(evicted.get())) {
      return null;
    }
    return CloseReason.of(CloseReason.Code.NO_SLOT, "all of " + max + " inbound slots are taken");
  }

  /**
   * Evicts whom the policy names while there are more inbound peers than slots, since an operator
   * wanted fewer; as far as the ceiling on evictions goes, the rest at the next look.
   */
  void evictSurplus(long now) {
    while (world.peers.inbound() > world.settings.maxInbound()) {
      Optional<Peer> evicted = policies.evict(candidates(), now);
      if (evicted.isEmpty() || !verdicts.evict(evicted.get())) {
        return;
      }
    }
  }

  private List<Peer> candidates() {
    List<Peer> candidates = new ArrayList<>();
    for (Peer peer : world.peers.all()) {
      if (peer.open()
          && !peer.type().outbound()
          && !peer.permissions().contains(Permission.NOBAN)) {
        candidates.add(peer);
      }
    }
    return candidates;
  }

  private final class Circumstances implements Arrivals {
    private final boolean banned;
    private final boolean discouraged;

    Circumstances(boolean banned, boolean discouraged) {
      this.banned = banned;
      this.discouraged = discouraged;
    }

    @Override
    public boolean banned() {
      return banned;
    }

    @Override
    public boolean discouraged() {
      return discouraged;
    }

    @Override
    public int inbound() {
      return world.peers.inbound();
    }

    @Override
    public int maxInbound() {
      return world.settings.maxInbound();
    }

    @Override
    public Collection<? extends PeerView> peers() {
      return world.peers.all();
    }
  }
}
