package org.patchbay.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.api.node.Targets;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps connected what the operator and other bundles name. Confined to the node loop.
 *
 * <p>A target that fails is tried again after a wait that doubles up to a minute, with jitter; one
 * that stood for a while begins anew.
 */
final class ManualPlan {
  private static final Logger LOG = LoggerFactory.getLogger(ManualPlan.class);
  private static final Backoff BACKOFF =
      new Backoff(TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(60));
  private static final long STOOD = TimeUnit.SECONDS.toNanos(10);

  private final World world;
  private final Hosts hosts;
  private final List<Targets> sources = new ArrayList<>();
  private final Map<HostPort, Target> targets = new LinkedHashMap<>();

  ManualPlan(World world, Hosts hosts) {
    this.world = world;
    this.hosts = hosts;
  }

  void add(Targets source) {
    sources.add(source);
  }

  void remove(Targets source) {
    sources.remove(source);
  }

  /** Dials what is due. */
  void tick(long now) {
    Map<HostPort, Boolean> wanted = wanted();
    targets.keySet().retainAll(wanted.keySet());
    wanted.forEach(
        (each, tryV2) -> {
          Target target = targets.computeIfAbsent(each, at -> new Target(at, hosts.known(at), now));
          if (target.due(now) && (!configured(each) || taken() < world.settings.plan().manual())) {
            dial(target, tryV2);
          }
        });
  }

  /** The peers that stand, by where they were named. */
  Map<String, Long> standing() {
    Map<String, Long> standing = new LinkedHashMap<>();
    targets.forEach(
        (at, target) -> {
          if (target.peer != null && target.peer.open()) {
            standing.put(at.toString(), target.peer.id());
          }
        });
    return standing;
  }

  /** Whether a connection of this plan goes there. */
  boolean names(NetworkAddress address) {
    return targets.values().stream().anyMatch(each -> address.equals(each.address));
  }

  /** Peers of the configuration beyond their slots, the last named ones first. */
  List<Peer> surplus() {
    List<Peer> peers = new ArrayList<>();
    for (HostPort each : world.settings.connect()) {
      Target target = targets.get(each);
      if (target != null && target.peer != null && target.peer.open()) {
        peers.add(target.peer);
      }
    }
    int most = world.settings.plan().manual();
    return peers.size() > most ? peers.subList(most, peers.size()) : List.of();
  }

  /** Slots hold for what the configuration names; what other bundles name is theirs to bound. */
  private boolean configured(HostPort at) {
    return world.settings.connect().contains(at);
  }

  private long taken() {
    return targets.values().stream()
        .filter(each -> configured(each.at) && (each.dialling || each.peer != null))
        .count();
  }

  /** To whether the encrypted transport is tried first; who names one first decides. */
  private Map<HostPort, Boolean> wanted() {
    Map<HostPort, Boolean> wanted = new LinkedHashMap<>();
    world.settings.connect().forEach(each -> wanted.put(each, true));
    for (Targets source : List.copyOf(sources)) {
      named(source).forEach(wanted::putIfAbsent);
    }
    return wanted;
  }

  /** What a source names; one that does not return is not asked again. */
  private Map<HostPort, Boolean> named(Targets source) {
    Map<HostPort, Boolean> named = null;
    Throwable failure = null;
    long ticket = world.watch.enter(where -> dismiss(source, where));
    try {
      named = hosts(source);
    } catch (Throwable thrown) {
      failure = thrown;
    }
    world.watch.exit(ticket);
    if (failure != null) {
      LOG.warn("{} failed to name its targets", source.getClass().getName(), failure);
      return Map.of();
    }
    return named;
  }

  private Map<HostPort, Boolean> hosts(Targets source) {
    Map<HostPort, Boolean> hosts = new LinkedHashMap<>();
    for (NetworkAddress address : source.targets()) {
      hosts.put(new HostPort(address.host(), address.port()), true);
    }
    for (String host : source.hosts()) {
      hosts.put(HostPort.parse(host, world.environment.network().port()), !source.plain(host));
    }
    return hosts;
  }

  private void dismiss(Targets source, String where) {
    LOG.error("{} did not return and is not asked again: {}", source.getClass().getName(), where);
    sources.remove(source);
  }

  private void dial(Target target, boolean tryV2) {
    target.dialling = true;
    hosts.dial(
        target.at,
        ConnectionType.MANUAL,
        tryV2,
        new Hosts.Outcome() {
          @Override
          public void trying(NetworkAddress address) {
            target.address = address;
          }

          @Override
          public void stands(Peer peer) {
            target.dialling = false;
            target.peer = peer;
            target.obstacles.passed();
          }

          @Override
          public void failed(String reason) {
            target
                .obstacles
                .failed(reason)
                .ifPresent(
                    why ->
                        LOG.info(
                            "{} is not reached, and tried on: {}",
                            HiddenAddress.of(target.at),
                            HiddenAddress.within(why)));
            later(target, reason);
          }
        });
  }

  /** A peer is gone; answers whether it was one of this plan's. */
  boolean ended(Peer peer, long now) {
    for (Target target : targets.values()) {
      if (target.peer == peer) {
        target.peer = null;
        if (peer.handshaken && now - peer.connectedAt() >= STOOD) {
          target.failures = 0;
        }
        later(target, "the connection ended");
        return true;
      }
    }
    return false;
  }

  private void later(Target target, String reason) {
    target.dialling = false;
    target.failures++;
    long wait = BACKOFF.after(target.failures, world.loop.random());
    target.nextAt = world.now() + wait;
    LOG.debug(
        "{}: {}; again in {} ms",
        HiddenAddress.of(target.at),
        HiddenAddress.within(reason),
        wait / 1_000_000);
  }
}
