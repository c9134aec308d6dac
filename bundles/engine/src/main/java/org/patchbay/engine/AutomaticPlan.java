package org.patchbay.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.transport.Destination;
import org.patchbay.engine.plan.CandidateDraw;
import org.patchbay.engine.plan.NextOpening;
import org.patchbay.engine.plan.Opening;
import org.patchbay.engine.plan.Outbounds;
import org.patchbay.engine.plan.Outbounds.Outbound;
import org.patchbay.engine.plan.Purpose;
import org.patchbay.engine.plan.Slots;
import org.patchbay.engine.plan.StaleTip;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.Services;

/**
 * Opens the automatic outbound connections as the parts of {@code org.patchbay.engine.plan} decide
 * (protocol-facts §9.2). Confined to the node loop.
 */
final class AutomaticPlan {
  /** Attempts that a remedy may have under way. */
  private static final int BURST = 8;

  /** Longer than any node runs. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  private static final long FEELER_DELAY = TimeUnit.SECONDS.toNanos(1);

  private final World world;
  private final Addresses addresses;
  private final Dialer dialer;
  private final AddrFetch fetch;
  private final Headway headway;
  private final Supplier<Set<NetworkClass>> reachable;
  private final NextOpening next;
  private final CandidateDraw draw;
  final StaleTip stale;
  private final Deque<AddressEntry> anchors = new ArrayDeque<>();
  private final Map<NetworkAddress, ConnectionType> opening = new LinkedHashMap<>();

  AutomaticPlan(
      World world,
      Addresses addresses,
      Dialer dialer,
      AddrFetch fetch,
      CandidateDraw.Standpoint standpoint,
      Headway headway,
      Supplier<Set<NetworkClass>> reachable) {
    this.world = world;
    this.addresses = addresses;
    this.dialer = dialer;
    this.fetch = fetch;
    this.headway = headway;
    this.reachable = reachable;
    this.next = new NextOpening(world.loop.random(), world.now());
    this.draw = new CandidateDraw(addresses, standpoint);
    this.stale = new StaleTip(world.now());
  }

  /** Block-relay-only peers of the last run, to be tried first. */
  void anchors(List<AddressEntry> taken) {
    anchors.addAll(taken);
  }

  Slots slots() {
    EngineSettings settings = world.settings;
    return new Slots(settings.outbound(), settings.plan().blockRelay(), settings.maxInbound());
  }

  /** Whether nothing at all is opened by itself, as with {@code -connect} (§9.1). */
  private boolean none() {
    EngineSettings.Plan plan = world.settings.plan();
    return world.settings.outbound() + plan.blockRelay() == 0 && plan.feelersEvery().isZero();
  }

  /** All that we opened or are opening. */
  Outbounds outbounds() {
    List<Outbound> all = new ArrayList<>();
    for (Peer peer : world.peers.outbound()) {
      if (peer.open()) {
        all.add(new Outbound(peer.type(), peer.address()));
      }
    }
    all.addAll(fetch.opening());
    opening.forEach((address, type) -> all.add(new Outbound(type, address)));
    return new Outbounds(all, addresses::group);
  }

  /** Full-relay peers of the plan whose handshake is done. */
  int standing() {
    return (int)
        world.peers.outbound().stream()
            .filter(peer -> peer.type() == ConnectionType.OUTBOUND_FULL_RELAY)
            .filter(peer -> peer.open() && peer.handshaken)
            .count();
  }

  /** Opens one connection more where one is missing or due. */
  void tick(long now) {
    if (!addresses.present() || none()) {
      return;
    }
    if (fetch.due(standing(), now) && outbounds().automatic() < slots().automatic()) {
      fetch.open();
    }
    Outbounds outbounds = outbounds();
    NextOpening.Circumstances node =
        new NextOpening.Circumstances(
            !anchors.isEmpty(),
            stale.another(),
            headway.synced(),
            reachable.get(),
            network -> addresses.select(Set.of(network)).isPresent());
    Duration feelers = world.settings.plan().feelersEvery();
    next.feelersEvery(feelers.isZero() ? NEVER : feelers, now);
    next.choose(outbounds, slots(), node, now).ifPresent(each -> open(each, outbounds));
  }

  /** Whether it is to be dialled, at once or, for a test, in a moment. */
  boolean opens(NetworkAddress address) {
    return opening.containsKey(address);
  }

  /**
   * Opens up to so many where full-relay peers are missing, without waiting for the next ticks;
   * answers how many.
   */
  int dialMissing(int attempts) {
    return burst(new Opening(Purpose.FULL_RELAY, reachable.get()), attempts, slots().fullRelay());
  }

  /** As {@link #dialMissing}, in these networks, with one slot more. */
  int dialInto(Set<NetworkClass> networks, int attempts) {
    Set<NetworkClass> wanted =
        reachable.get().stream().filter(networks::contains).collect(Collectors.toUnmodifiableSet());
    return burst(new Opening(Purpose.ANOTHER, wanted), attempts, slots().fullRelay() + 1);
  }

  private int burst(Opening wanted, int attempts, int most) {
    int opened = 0;
    for (int i = 0; !none() && i < Math.min(attempts, BURST) && opening.size() < BURST; i++) {
      Outbounds outbounds = outbounds();
      if (addresses.present()
          && outbounds.fullRelay() < most
          && outbounds.automatic() < slots().automatic()) {
        opened += open(wanted, outbounds) ? 1 : 0;
      }
    }
    return opened;
  }

  /** Answers whether there was an address to try. */
  private boolean open(Opening wanted, Outbounds outbounds) {
    Optional<AddressEntry> drawn = draw(wanted, outbounds);
    drawn.ifPresent(entry -> open(wanted, entry, outbounds));
    return drawn.isPresent();
  }

  private void open(Opening wanted, AddressEntry entry, Outbounds outbounds) {
    Opened outcome = new Opened(wanted, entry.address(), outbounds.online(slots()));
    opening.put(entry.address(), wanted.purpose().type());
    if (wanted.purpose() == Purpose.FEELER) {
      Duration delay = Duration.ofNanos(world.loop.random().nextLong(FEELER_DELAY));
      world.loop.after(delay, () -> dial(entry, outcome));
    } else {
      dial(entry, outcome);
    }
  }

  private Optional<AddressEntry> draw(Opening wanted, Outbounds outbounds) {
    if (wanted.purpose() == Purpose.ANCHOR) {
      Optional<AddressEntry> anchor = draw.drawAnchor(anchors, wanted.networks(), outbounds);
      if (anchor.isPresent()) {
        return anchor;
      }
    }
    return draw.draw(wanted, outbounds, world.loop.wallTime().getEpochSecond());
  }

  private void dial(AddressEntry entry, Opened outcome) {
    boolean tryV2 = (entry.services() & Services.P2P_V2) != 0;
    dialer.dial(Destination.of(entry.address()), outcome.wanted.purpose().type(), tryV2, outcome);
  }

  private final class Opened implements Dialer.Outcome {
    private final Opening wanted;
    private final NetworkAddress address;
    private final boolean counts;

    Opened(Opening wanted, NetworkAddress address, boolean counts) {
      this.wanted = wanted;
      this.address = address;
      this.counts = counts;
    }

    @Override
    public boolean counts() {
      return counts;
    }

    @Override
    public void stands(Peer peer) {
      opening.remove(address);
      peer.notes.add(wanted.purpose().why());
    }

    @Override
    public void failed(String reason) {
      opening.remove(address);
    }
  }
}
