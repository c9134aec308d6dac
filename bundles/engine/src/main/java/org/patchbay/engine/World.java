package org.patchbay.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.node.Environment;
import org.patchbay.wire.NetworkAddress;

/** What the parts of one engine share. Confined to the node loop. */
final class World {
  private static final byte CJDNS_PREFIX = (byte) 0xFC;

  final Loop loop;
  final Watch watch;
  final Observers observers;
  final Environment environment;
  final PeerTable peers = new PeerTable();
  final MessageKinds kinds = new MessageKinds();
  final Tally received = new Tally();
  final Tally sent = new Tally();

  /** Keys of this run for what nobody may aim at: netgroups, nonces (§8.4, §9.7). */
  final long k0;

  final long k1;
  final long startedAt;
  EngineSettings settings;

  /** Where the node is to listen; kept by {@link Listening}. */
  List<Bind> binds = List.of();

  /** False while an operator has switched the network off. */
  boolean active;

  /** True while the node backs off for want of bandwidth. */
  boolean strained;

  /** Puts a peer in line to be served; set once, when the engine is put together. */
  Consumer<Peer> wake = peer -> {};

  /** Makes a turn come, at whose end is flushed; set once, when the engine is put together. */
  Runnable turn = () -> {};

  World(Loop loop, Environment environment, EngineSettings settings) {
    this.loop = loop;
    this.watch = Watched.of(loop);
    this.observers = new Observers(watch, loop::now);
    this.environment = environment;
    this.settings = settings;
    this.active = settings.active();
    this.k0 = loop.random().nextLong();
    this.k1 = loop.random().nextLong();
    this.startedAt = loop.now();
  }

  long now() {
    return loop.now();
  }

  /** What holds for who comes in at a listening address; empty when there is none such now. */
  Optional<Bind> bind(HostPort at) {
    return binds.stream().filter(each -> each.at().equals(at)).findFirst();
  }

  /**
   * An address as this node classes it: fc00::/8 is CJDNS where the operator says so, and part of
   * IPv6, where it leads nowhere, otherwise (protocol-facts §4.5, §19.5).
   */
  NetworkAddress classed(NetworkAddress address) {
    int id = settings.plan().cjdns() ? NetworkAddress.CJDNS : NetworkAddress.IPV6;
    boolean either = address.id() == NetworkAddress.CJDNS || address.id() == NetworkAddress.IPV6;
    return either && address.id() != id && address.bytes()[0] == CJDNS_PREFIX
        ? NetworkAddress.of(id, address.bytes(), address.port())
        : address;
  }
}
