package org.patchbay.engine;

import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.SipHash;

/** Makes peers of links and forgets them when the link is gone. Confined to the node loop. */
final class Connections {
  static final CloseReason SWITCHED_OFF =
      CloseReason.of(CloseReason.Code.OPERATOR, "the network is switched off");

  private final World world;
  private final Gate gate;
  private final Sessions sessions;
  private final Closer closer;
  private final Calls calls;
  private final Policies policies;
  private final Rounds rounds;
  private final Addresses addresses;
  private final Allowances allowances;
  final Endings endings = new Endings();
  private BiConsumer<Peer, CloseReason> onEnd = (peer, reason) -> {};
  private boolean stopped;

  Connections(
      World world,
      Gate gate,
      Sessions sessions,
      Closer closer,
      Calls calls,
      Policies policies,
      Rounds rounds,
      Addresses addresses) {
    this.world = world;
    this.gate = gate;
    this.sessions = sessions;
    this.closer = closer;
    this.calls = calls;
    this.policies = policies;
    this.rounds = rounds;
    this.addresses = addresses;
    this.allowances = new Allowances(world);
  }

  void onEnd(BiConsumer<Peer, CloseReason> listener) {
    onEnd = listener;
  }

  /** No connection is taken from now on, and those that stand end. */
  void stop() {
    stopped = true;
    closeAll(CloseReason.of(CloseReason.Code.SHUTDOWN));
  }

  /** Ends a live connection; answers false when there is none with that id. */
  boolean close(long id, CloseReason reason) {
    Peer peer = world.peers.byId(id);
    if (peer == null || !peer.open()) {
      return false;
    }
    closer.close(peer, reason);
    calls.settle();
    return true;
  }

  /** Allows live peers what the configuration says now, and ends what its bans cover. */
  void follow() {
    world.peers.all().forEach(allowances::apply);
    closeBanned();
  }

  /** Ends what bans cover now. */
  void closeBanned() {
    for (Peer peer : world.peers.copy()) {
      boolean noban = peer.permissions().contains(Permission.NOBAN);
      if (!noban && gate.banned(peer)) {
        closer.close(peer, gate.banOf(peer));
      }
    }
    calls.settle();
  }

  /** Ends every connection. */
  void closeAll(CloseReason reason) {
    for (Peer peer : world.peers.copy()) {
      closer.close(peer, reason);
    }
    calls.settle();
  }

  /**
   * What the transport is given for connections that others open.
   *
   * @param door the listening address; null for a way without one
   */
  LinkEvents inboundEvents(HostPort door) {
    return new Events(link -> accepted(link, door));
  }

  /** What the transport is given for a connection that we open. */
  LinkEvents outboundEvents(Consumer<Link> opened) {
    return new Events(opened);
  }

  private void accepted(Link link, HostPort door) {
    if (world.peers.of(link) != null) {
      calls.settle(); // the step was abandoned after the peer was made
      return;
    }
    if (link.remote() == null) {
      link.close(CloseReason.of(CloseReason.Code.SOCKET_ERROR, "gone before it was served"));
      return;
    }
    Peer newcomer = peer(link, ConnectionType.INBOUND, door);
    CloseReason refusal =
        stopped
            ? CloseReason.of(CloseReason.Code.SHUTDOWN)
            : world.active ? gate.refusal(newcomer, world.now()) : SWITCHED_OFF;
    if (refusal != null) {
      endings.refused(newcomer, refusal);
      link.close(refusal);
      calls.settle();
      return;
    }
    begin(newcomer);
  }

  /** Whether a ban keeps us from going there; the operator may allow those that he names. */
  boolean barred(NetworkAddress address, ConnectionType type) {
    return gate.banned(address) && !allowances.dialling(address, type).contains(Permission.NOBAN);
  }

  /**
   * A connection that we opened stands; answers its peer, or null when it is not wanted any more.
   */
  Peer opened(Link link, ConnectionType type) {
    if (world.peers.of(link) != null) {
      calls.settle(); // the step was abandoned after the peer was made
      return world.peers.of(link);
    }
    if (stopped || !world.active || link.remote() == null) {
      link.close(world.active ? CloseReason.of(CloseReason.Code.SHUTDOWN) : SWITCHED_OFF);
      return null;
    }
    Peer peer = peer(link, type, null);
    if (barred(peer.address(), type)) { // since it was dialled
      CloseReason ban = gate.banOf(peer);
      endings.refused(peer, ban);
      link.close(ban);
      return null;
    }
    begin(peer);
    return peer;
  }

  private Peer peer(Link link, ConnectionType type, HostPort door) {
    long id = world.peers.nextId();
    NetworkAddress address = world.classed(link.address());
    byte[] group = addresses.group(address);
    OptionalLong as = addresses.as(address);
    Peer peer =
        new Peer(
            link,
            new Birth(
                id,
                world.peers.freePlace(),
                address,
                type,
                door,
                world.bind(door).map(Bind::onion).orElse(false),
                NetGroup.keyed(world.k0, world.k1, group),
                as.isPresent() ? "AS" + as.getAsLong() : NetGroup.text(group),
                as.orElse(0),
                SipHash.hash(world.k0, world.k1, id),
                world.now()),
            world.kinds);
    allowances.apply(peer);
    return peer;
  }

  private void begin(Peer peer) {
    world.peers.add(peer);
    PeerLines.added(peer);
    sessions.connected(peer);
    rounds.wake(peer);
  }

  private void gone(Link link, CloseReason reason) {
    Peer peer = world.peers.of(link);
    if (peer == null) {
      return;
    }
    closer.gone(peer, reason);
    calls.settle();
    world.peers.remove(peer);
    policies.forget(peer);
    CloseReason ours = peer.closing().orElse(reason);
    endings.add(peer, ours, world.now());
    world.observers.ended(peer, ours);
    onEnd.accept(peer, ours);
  }

  /** Hands over to the loop what a transport thread tells. */
  private final class Events implements LinkEvents {
    private final Consumer<Link> opened;

    Events(Consumer<Link> opened) {
      this.opened = opened;
    }

    @Override
    public void opened(Link link) {
      world.loop.execute(() -> opened.accept(link));
    }

    @Override
    public void readable(Link link) {
      world.loop.execute(
          () -> {
            Peer peer = world.peers.of(link);
            if (peer != null) {
              rounds.wake(peer);
            }
          });
    }

    @Override
    public void writable(Link link) {
      world.loop.execute(
          () -> {
            Peer peer = world.peers.of(link);
            if (peer != null) {
              rounds.writable(peer);
            }
          });
    }

    @Override
    public void closed(Link link, CloseReason reason) {
      world.loop.execute(() -> gone(link, reason));
    }
  }
}
