package org.patchbay.bench.eclipse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.engine.plan.CandidateDraw;
import org.patchbay.engine.plan.NextOpening;
import org.patchbay.engine.plan.Opening;
import org.patchbay.engine.plan.Outbounds;
import org.patchbay.engine.plan.Purpose;
import org.patchbay.engine.plan.Slots;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.Services;

/**
 * Whom the victim is connected to: the node's own plan and draws, carried out without sockets.
 * Confined to one thread.
 *
 * <p>A dial succeeds at once or fails at once. The extra block-relay-only peer of the plan is gone
 * after a minute, a feeler at once.
 */
final class OutboundSlots {
  static final int FULL_RELAY = 8;
  static final int BLOCK_RELAY = 2;
  static final long SERVICES = Services.NETWORK | Services.WITNESS | Services.P2P_V2;
  private static final Slots SLOTS = new Slots(FULL_RELAY, BLOCK_RELAY, InboundSlots.MAX);
  private static final Set<NetworkClass> REACHABLE = Set.of(NetworkClass.IPV4);
  private static final long EXTRA_STAYS = TimeUnit.MINUTES.toNanos(1);

  private final Internet internet;
  private final AddressBook book;
  private final RandomGenerator random;
  private final boolean feelers;
  private final CandidateDraw draw;
  private final List<Outbounds.Outbound> peers = new ArrayList<>();
  private final Deque<AddressEntry> anchors = new ArrayDeque<>();
  private final Consumer<NetworkAddress> fullRelay;
  private Outbounds snapshot;
  private NextOpening next;
  private NetworkAddress extra;
  private long extraUntil;

  /**
   * Empty slots.
   *
   * @param feelers whether addresses are tested
   * @param fullRelay told of each new full-relay peer, which is asked for addresses
   */
  OutboundSlots(
      Internet internet,
      AddressBook book,
      RandomGenerator random,
      boolean feelers,
      Consumer<NetworkAddress> fullRelay) {
    this.internet = internet;
    this.book = book;
    this.random = random;
    this.feelers = feelers;
    this.fullRelay = fullRelay;
    this.draw = new CandidateDraw(book, new Connected());
    restart(false, 0);
  }

  private final class Connected implements CandidateDraw.Standpoint {
    @Override
    public boolean dialable(NetworkAddress address) {
      return address.isRoutable();
    }

    @Override
    public boolean openable(NetworkAddress address) {
      return !connected(address);
    }

    @Override
    public boolean connected(NetworkAddress address) {
      return peers.stream().anyMatch(peer -> peer.address().equals(address));
    }

    @Override
    public boolean named(NetworkAddress address) {
      return false;
    }

    @Override
    public boolean nearTip() {
      return true;
    }
  }

  /** All connections end; the next begins with the block-relay-only peers where it may. */
  void restart(boolean withAnchors, long now) {
    anchors.clear();
    for (Outbounds.Outbound peer : peers) {
      if (withAnchors && blockRelay(peer) && !peer.address().equals(extra)) {
        anchors.add(new AddressEntry(0, SERVICES, peer.address()));
      }
    }
    peers.clear();
    extra = null;
    next = new NextOpening(random, now);
    changed();
  }

  /** Those who went down are gone. */
  void passHour() {
    for (Outbounds.Outbound peer : List.copyOf(peers)) {
      if (!internet.answers(peer.address())) {
        leave(peer.address());
      }
    }
  }

  /** Opens at most one connection. */
  void step(long now, long wallSeconds) {
    if (extra != null && now - extraUntil >= 0) {
      leave(extra);
      extra = null;
    }
    NextOpening.Circumstances node =
        new NextOpening.Circumstances(!anchors.isEmpty(), false, true, REACHABLE, network -> true);
    next.choose(snapshot, SLOTS, node, now).ifPresent(opening -> open(opening, now, wallSeconds));
  }

  private void open(Opening opening, long now, long wallSeconds) {
    Purpose purpose = opening.purpose();
    if (purpose == Purpose.FEELER && !feelers) {
      return;
    }
    Optional<AddressEntry> drawn =
        purpose == Purpose.ANCHOR
            ? draw.drawAnchor(anchors, opening.networks(), snapshot)
            : draw.draw(opening, snapshot, wallSeconds);
    drawn.ifPresent(entry -> dial(entry.address(), purpose, now));
  }

  private void dial(NetworkAddress address, Purpose purpose, long now) {
    book.attempted(address, snapshot.online(SLOTS));
    if (!internet.answers(address)) {
      return;
    }
    book.good(address, SERVICES);
    if (purpose == Purpose.FEELER) {
      return;
    }
    peers.add(new Outbounds.Outbound(purpose.type(), address));
    changed();
    if (purpose == Purpose.ROTATION) {
      extra = address;
      extraUntil = now + EXTRA_STAYS;
    } else if (purpose.type() == ConnectionType.OUTBOUND_FULL_RELAY) {
      fullRelay.accept(address);
    }
  }

  private void leave(NetworkAddress address) {
    peers.removeIf(
        peer -> {
          boolean leaves = peer.address().equals(address);
          if (leaves && !blockRelay(peer)) {
            book.connected(address);
          }
          return leaves;
        });
    changed();
  }

  private void changed() {
    snapshot = new Outbounds(List.copyOf(peers), book::group);
  }

  private static boolean blockRelay(Outbounds.Outbound peer) {
    return peer.type() == ConnectionType.BLOCK_RELAY_ONLY;
  }

  /** Those who tell us addresses. */
  List<NetworkAddress> gossips(boolean ofAttacker) {
    return peers.stream()
        .filter(peer -> !blockRelay(peer))
        .map(Outbounds.Outbound::address)
        .filter(address -> internet.hostile(address) == ofAttacker)
        .toList();
  }

  /** Whom the victim is connected to for good. */
  List<NetworkAddress> lasting() {
    return peers.stream()
        .map(Outbounds.Outbound::address)
        .filter(address -> !address.equals(extra))
        .toList();
  }

  /** Lasting slots that the attacker holds: full relay and block relay. */
  int hostile() {
    return (int) lasting().stream().filter(internet::hostile).count();
  }

  /** Whether every lasting slot is the attacker's. */
  boolean eclipsed() {
    return peers.size() >= FULL_RELAY + BLOCK_RELAY && hostile() == FULL_RELAY + BLOCK_RELAY;
  }
}
