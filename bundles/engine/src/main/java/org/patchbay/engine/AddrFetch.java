package org.patchbay.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.engine.plan.Outbounds.Outbound;
import org.patchbay.engine.plan.SeedNodes;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks nodes for addresses and for nothing else: seed nodes, and seeds whose name nobody could look
 * up (protocol-facts §9.5). Confined to the node loop. The conversation ends it (§10.3).
 */
final class AddrFetch {
  private static final Logger LOG = LoggerFactory.getLogger(AddrFetch.class);
  private static final int MOST_WAITING = 64;
  private static final NetworkAddress UNKNOWN =
      NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);

  private final World world;
  private final Addresses addresses;
  private final Hosts hosts;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final List<Outbound> opening = new ArrayList<>();
  private SeedNodes seeds;
  private List<HostPort> named;

  AddrFetch(World world, Addresses addresses, Hosts hosts) {
    this.world = world;
    this.addresses = addresses;
    this.hosts = hosts;
    follow();
  }

  /** Takes the seed nodes of the configuration; those asked already are asked again if changed. */
  void follow() {
    List<HostPort> wanted = world.settings.plan().seedNodes();
    if (!wanted.equals(named)) {
      named = wanted;
      List<String> texts = wanted.stream().map(HostPort::toString).toList();
      seeds = new SeedNodes(texts, world.loop.random(), world.now());
    }
  }

  /** Those that are being opened. */
  List<Outbound> opening() {
    return opening;
  }

  /** Whether somebody is to be asked now. */
  boolean due(int fullRelay, long now) {
    addresses.hostToAsk().filter(any -> waiting.size() < MOST_WAITING).ifPresent(waiting::add);
    seeds.next(addresses.size(), fullRelay, now).ifPresent(waiting::add);
    return !waiting.isEmpty();
  }

  /** Asks the next one that is due. */
  void open() {
    String host = waiting.remove();
    try {
      open(HostPort.parse(host, world.environment.network().port()));
    } catch (IllegalArgumentException flaw) {
      LOG.warn("not asked for addresses: {}", HiddenAddress.within(flaw.getMessage()));
    }
  }

  private void open(HostPort at) {
    Outbound attempt = new Outbound(ConnectionType.ADDR_FETCH, UNKNOWN);
    opening.add(attempt);
    LOG.info("asking {} for addresses", HiddenAddress.of(at));
    hosts.dial(
        at,
        ConnectionType.ADDR_FETCH,
        new Hosts.Outcome() {
          @Override
          public void stands(Peer peer) {
            opening.remove(attempt);
          }

          @Override
          public void failed(String reason) {
            opening.remove(attempt);
            LOG.info(
                "{} was not asked for addresses: {}",
                HiddenAddress.of(at),
                HiddenAddress.within(reason));
          }
        });
  }
}
