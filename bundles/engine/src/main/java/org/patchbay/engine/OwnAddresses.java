package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.local.LocalAddress;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's own addresses and how well each is believed (protocol-facts §19.1). Thread-safe: every
 * change makes a new map of at most {@value #MOST} addresses.
 *
 * <p>A component of its own, below the engine, so that whoever opens a way to this node needs
 * nothing else of it.
 */
@Component(
    name = "patchbay.local",
    service = {LocalAddresses.class, OwnAddresses.class})
public final class OwnAddresses implements LocalAddresses {
  /** More than any machine of one operator has. */
  static final int MOST = 64;

  private static final Logger LOG = LoggerFactory.getLogger(OwnAddresses.class);
  private static final int MOST_CONFIRMED = Integer.MAX_VALUE - Origin.MANUAL.score();
  private static final Comparator<LocalAddress> BEST_FIRST =
      Comparator.comparingInt(LocalAddress::score).reversed();

  private final AtomicReference<Map<NetworkAddress, Known>> known = new AtomicReference<>(Map.of());
  private volatile Situation situation = new Situation(true, Set.of(), OptionalInt.empty(), false);

  /**
   * How the node stands, by its configuration and its sockets. Immutable.
   *
   * @param discovers whether addresses that the operator did not name are told
   * @param only networks that are used; empty for all
   */
  record Situation(boolean discovers, Set<NetworkClass> only, OptionalInt port, boolean proxied) {
    boolean tells(NetworkAddress address) {
      return only.isEmpty() || only.contains(address.network());
    }
  }

  /**
   * What is known of one address. Immutable.
   *
   * @param claims the origin of each claim that stands
   */
  private record Known(List<Origin> claims, int confirmed, long told) {
    private static final Known NOTHING = new Known(List.of(), 0, 0);

    Origin best() {
      return claims.stream().max(Comparator.comparingInt(Origin::score)).orElseThrow();
    }

    Known with(Origin origin) {
      List<Origin> more = new ArrayList<>(claims);
      more.add(origin);
      return new Known(List.copyOf(more), confirmed, told);
    }

    Known without(Origin origin) {
      List<Origin> less = new ArrayList<>(claims);
      less.remove(origin);
      return new Known(List.copyOf(less), confirmed, told);
    }

    Known confirmedOnceMore() {
      return new Known(claims, Math.min(confirmed + 1, MOST_CONFIRMED), told);
    }

    Known toldOnceMore() {
      return new Known(claims, confirmed, told + 1);
    }
  }

  @Override
  public Claim claim(NetworkAddress address, Origin origin) {
    if (!address.isRoutable()) {
      throw new IllegalArgumentException(address + " cannot be reached from elsewhere");
    }
    Map<NetworkAddress, Known> after =
        known.updateAndGet(
            before -> {
              boolean room = before.containsKey(address) || before.size() < MOST;
              Known old = before.getOrDefault(address, Known.NOTHING);
              return room ? put(before, address, old.with(origin)) : before;
            });
    if (!after.containsKey(address)) {
      LOG.warn("{} is not told to peers: {} own addresses are known (max)", address, MOST);
      return () -> {};
    }
    AtomicBoolean stands = new AtomicBoolean(true);
    return () -> {
      if (stands.compareAndSet(true, false)) {
        change(address, each -> each.without(origin));
      }
    };
  }

  @Override
  public List<LocalAddress> list() {
    Situation now = situation;
    return known.get().entrySet().stream()
        .filter(each -> now.tells(each.getKey()))
        .map(each -> view(each.getKey(), each.getValue()))
        .filter(each -> now.discovers() || each.origin() == Origin.MANUAL)
        .sorted(BEST_FIRST.thenComparing(LocalAddress::address))
        .toList();
  }

  private static LocalAddress view(NetworkAddress address, Known what) {
    Origin best = what.best();
    return new LocalAddress(address, best, best.score() + what.confirmed(), what.told());
  }

  @Override
  public OptionalInt port() {
    return situation.port();
  }

  @Override
  public boolean proxied() {
    return situation.proxied();
  }

  Situation situation() {
    return situation;
  }

  void situation(Situation now) {
    situation = now;
  }

  /**
   * An inbound peer says that it reached us there. As in Bitcoin Core the port does not matter: it
   * is the host that is confirmed (§8.5).
   */
  void confirm(NetworkAddress seen) {
    NetworkAddress host = seen.withPort(0);
    known.get().keySet().stream()
        .filter(address -> address.withPort(0).equals(host))
        .forEach(address -> change(address, Known::confirmedOnceMore));
  }

  /** A peer was told of it. */
  void told(NetworkAddress address) {
    change(address, Known::toldOnceMore);
  }

  /** Without effect for an address that is not known; one without a claim is forgotten. */
  private void change(NetworkAddress address, UnaryOperator<Known> how) {
    known.updateAndGet(
        before -> {
          Known old = before.get(address);
          return old == null ? before : put(before, address, how.apply(old));
        });
  }

  private static Map<NetworkAddress, Known> put(
      Map<NetworkAddress, Known> before, NetworkAddress address, Known value) {
    Map<NetworkAddress, Known> after = new LinkedHashMap<>(before);
    if (value.claims().isEmpty()) {
      after.remove(address);
    } else {
      after.put(address, value);
    }
    return after;
  }
}
