package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.engine.plan.Trimming;
import org.patchbay.wire.NetworkAddress;

/** Who may come in, in the order of protocol-facts §9.10. Confined to the node loop. */
final class Gate {
  private static final long STEP_NANOS = 2_000_000;

  private final World world;
  private final Policies policies;
  private final Verdicts verdicts;
  private final Sessions sessions;
  private final Outcasts outcasts;
  private final ArrivalRate arrivals = new ArrivalRate();

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

  boolean banned(Peer peer) {
    return outcasts.banned(peer);
  }

  boolean discouraged(NetworkAddress address) {
    return outcasts.discouraged(address);
  }

  CloseReason banOf(Peer peer) {
    return CloseReason.of(CloseReason.Code.BANNED, outcasts.ban(peer));
  }

  /** Why a newcomer may not stay; null when it may, and has a slot. */
  CloseReason refusal(Peer newcomer, long now) {
    boolean noban = newcomer.permissions().contains(Permission.NOBAN);
    NetworkAddress address = newcomer.address();
    if (!sessions.canGreet()) {
      return CloseReason.of(CloseReason.Code.NOT_ADMITTED, "no handshake protocol");
    }
    if (!noban && banned(newcomer)) {
      return banOf(newcomer);
    }
    CloseReason spaced = noban ? null : verdicts.spaced(address, now);
    if (spaced != null) {
      return spaced;
    }
    if (newcomer.permissions().isEmpty() && tooFast(newcomer, now)) {
      return CloseReason.of(
          CloseReason.Code.RATE_LIMIT,
          "more than " + world.settings.arriving().rate() + " connections per second from there");
    }
    int perGroup = world.settings.arriving().perGroup();
    if (perGroup > 0 && crowded(newcomer, perGroup)) {
      return CloseReason.of(
          CloseReason.Code.GROUP_FULL, "%s has its %d".formatted(origin(newcomer), perGroup));
    }
    newcomer.preferEvict = discouraged(address);
    Admission answer =
        policies.onConnect(newcomer, new Circumstances(banned(newcomer), newcomer.preferEvict));
    if (!noban && answer instanceof Admission.Refused refused) {
      return refused.reason();
    }
    if (!noban && world.strained) {
      return CloseReason.of(CloseReason.Code.NO_SLOT, "the node backs off for want of bandwidth");
    }
    return slot(newcomer, now);
  }

  private boolean tooFast(Peer newcomer, long now) {
    EngineSettings.Arriving limits = world.settings.arriving();
    return limits.rate() > 0 && !arrivals.allow(ArrivalRate.Source.of(newcomer), limits, now);
  }

  /**
   * Rule: whoever has a permission is neither counted nor refused. Those who come through Tor count
   * for the listening address, those who need none, as in I2P, for their network, all others for
   * their netgroup; loopback is none.
   *
   * <p>Mind that it meets everyone behind one large provider (protocol-facts §24, 17): a low limit
   * refuses honest peers too. Bitcoin Core has none and evicts from the largest group when all
   * slots are taken (§10.6).
   */
  private boolean crowded(Peer newcomer, int most) {
    boolean local =
        !newcomer.birth.tor() && newcomer.group().isEmpty() && newcomer.address().isLocal();
    return !local
        && newcomer.permissions().isEmpty()
        && ordinary(peer -> peer.birth.sameOrigin(newcomer.birth)) >= most;
  }

  private static String origin(Peer newcomer) {
    if (newcomer.birth.byWay()) {
      return newcomer.network().label();
    }
    return newcomer.birth.tor()
        ? "onion at " + newcomer.birth.door()
        : newcomer.group().isEmpty() ? "what is not routable" : newcomer.group();
  }

  /**
   * Rule: whoever has a permission may take any slot; the others share what is not reserved, and
   * where anything is, none of them takes the place of one with a permission.
   */
  private CloseReason slot(Peer newcomer, long now) {
    int max = world.settings.maxInbound();
    int reserved = world.settings.arriving().reserved();
    boolean ordinary = reserved > 0 && newcomer.permissions().isEmpty();
    if (world.peers.inbound() < max && (!ordinary || ordinary(any -> true) < max - reserved)) {
      return null;
    }
    List<Peer> candidates = candidates();
    if (ordinary) {
      candidates.removeIf(peer -> !peer.permissions().isEmpty());
    }
    Optional<Peer> evicted = policies.evict(candidates, now);
    if (evicted.isPresent() && verdicts.evict(evicted.get())) {
      return null;
    }
    return CloseReason.of(
        CloseReason.Code.NO_SLOT,
        "all of " + max + " inbound slots are taken" + (ordinary ? " or reserved" : ""));
  }

  /** Inbound peers without a permission. */
  private long ordinary(Predicate<Peer> which) {
    return world.peers.all().stream()
        .filter(peer -> peer.open() && !peer.type().outbound() && peer.permissions().isEmpty())
        .filter(which)
        .count();
  }

  /**
   * Evicts whom the policy names while there are more inbound peers than slots, since an operator
   * wanted fewer; as far as the ceiling on evictions goes, the rest at the next look. Where the
   * policy keeps all that are left, the youngest goes: it keeps them against strangers who make
   * room for themselves, not against the operator. Many are evicted in several steps, so that the
   * loop does not stand still.
   */
  void evictSurplus(long now) {
    while (world.peers.inbound() > world.settings.maxInbound()) {
      if (world.now() - now > STEP_NANOS) {
        world.loop.execute(() -> evictSurplus(world.now()));
        return;
      }
      List<Peer> candidates = candidates();
      Optional<Peer> evicted =
          policies
              .evict(candidates, now)
              .or(() -> candidates.stream().max(Comparator.comparingLong(Peer::id)));
      if (evicted.isEmpty() || !verdicts.evict(evicted.get())) {
        return;
      }
    }
  }

  /** The peers that may be evicted. */
  List<Peer> candidates() {
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

  /** Which outbound peer goes when there are more of a kind than wanted (§10.5). */
  Optional<PeerView> tooMany(ConnectionType type, int wanted, long now) {
    Collection<Peer> outbound = world.peers.outbound();
    return policies.trim(
        Trimming.mayGo(outbound, type, wanted, now),
        Trimming.rule(outbound, type, wanted, now),
        now);
  }
}
