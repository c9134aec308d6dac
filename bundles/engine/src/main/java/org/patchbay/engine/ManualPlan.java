package org.patchbay.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.patchbay.api.loop.Workers;
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
  private final Workers workers;
  private final Dialer dialer;
  private final List<Targets> sources = new ArrayList<>();
  private final Map<HostPort, Target> targets = new LinkedHashMap<>();

  ManualPlan(World world, Workers workers, Dialer dialer) {
    this.world = world;
    this.workers = workers;
    this.dialer = dialer;
  }

  void add(Targets source) {
    sources.add(source);
  }

  void remove(Targets source) {
    sources.remove(source);
  }

  /** Dials what is due. */
  void tick(long now) {
    Set<HostPort> wanted = wanted();
    targets.keySet().removeIf(each -> !wanted.contains(each));
    for (HostPort each : wanted) {
      Target target = targets.computeIfAbsent(each, at -> new Target(at, now));
      if (target.due(now)) {
        dial(target, now);
      }
    }
  }

  /** Whether a connection of this plan goes there. */
  boolean names(NetworkAddress address) {
    return targets.values().stream().anyMatch(each -> address.equals(each.address));
  }

  private Set<HostPort> wanted() {
    Set<HostPort> wanted = new LinkedHashSet<>(world.settings.connect());
    for (Targets source : List.copyOf(sources)) {
      for (NetworkAddress address : named(source)) {
        wanted.add(new HostPort(address.host(), address.port()));
      }
    }
    return wanted;
  }

  /** What a source names; one that does not return is not asked again. */
  private Collection<NetworkAddress> named(Targets source) {
    Collection<NetworkAddress> named = null;
    Throwable failure = null;
    long ticket = world.watch.enter(where -> dismiss(source, where));
    try {
      named = List.copyOf(source.targets());
    } catch (Throwable thrown) {
      failure = thrown;
    }
    world.watch.exit(ticket);
    if (failure != null) {
      LOG.warn("{} failed to name its targets", source.getClass().getName(), failure);
      return List.of();
    }
    return named;
  }

  private void dismiss(Targets source, String where) {
    LOG.error("{} did not return and is not asked again: {}", source.getClass().getName(), where);
    sources.remove(source);
  }

  private void dial(Target target, long now) {
    target.dialling = true;
    if (target.at.literal()) {
      dial(target, NetworkAddress.of(target.at.literalAddress()));
      return;
    }
    workers.run(
        "names",
        () -> InetAddress.getAllByName(target.at.host()),
        new Workers.Answer<InetAddress[]>() {
          @Override
          public void done(InetAddress[] found) {
            InetAddress one = found[world.loop.random().nextInt(found.length)];
            dial(target, NetworkAddress.of(new InetSocketAddress(one, target.at.port())));
          }

          @Override
          public void failed(Exception cause) {
            boolean unknown = cause instanceof UnknownHostException;
            later(target, unknown ? "unknown name " + target.at.host() : cause.toString());
          }
        });
  }

  private void dial(Target target, NetworkAddress address) {
    target.address = address;
    dialer.dial(
        address,
        ConnectionType.MANUAL,
        true,
        new Dialer.Outcome() {
          @Override
          public void stands(Peer peer) {
            target.dialling = false;
            target.peer = peer;
          }

          @Override
          public void failed(String reason) {
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
    LOG.debug("{}: {}; again in {} ms", target.at, reason, wait / 1_000_000);
  }
}
