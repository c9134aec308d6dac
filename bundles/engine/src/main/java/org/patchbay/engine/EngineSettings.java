package org.patchbay.engine;

import java.lang.reflect.Proxy;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's configuration, read and checked. Immutable.
 *
 * @param policies wanted policy by slot; empty text where ranking decides
 * @param shadows policy that is tried, by slot; empty text for none
 * @param remedyAttempts connections that remedies may try in a minute
 * @param handshake nanoseconds in which a handshake must be finished
 * @param inactivity nanoseconds without a byte after which a peer is dropped
 * @param active whether the network is switched on at the start
 */
public record EngineSettings(
    List<Bind> listen,
    Own own,
    List<HostPort> connect,
    int outbound,
    Plan plan,
    Proxies proxies,
    int maxInbound,
    Arriving arriving,
    String userAgentComment,
    List<BanTarget> bans,
    List<PermissionRule> permissions,
    Map<String, String> policies,
    Map<String, String> shadows,
    PolicySlot.Guard guard,
    int disconnectsPerMinute,
    int remedyAttempts,
    Scores scores,
    long handshake,
    long inactivity,
    boolean active) {
  private static final Logger LOG = LoggerFactory.getLogger(EngineSettings.class);
  static final String AUTO = "auto";
  private static final String EVERYWHERE = "[::]";

  /** Labels of letters, digits and hyphens; the last is no number, as in half an address. */
  private static final String NAME =
      "(?=.{1,253}$)([A-Za-z0-9_-]{1,63}\\.)*(?=[0-9-]*[A-Za-z])[A-Za-z0-9-]{1,63}\\.?";

  /**
   * Where others reach us (protocol-facts §19.1, §28).
   *
   * @param external what the operator names; port 0 stands for the one listened on
   * @param discover whether others may be found and told
   */
  record Own(List<HostPort> external, boolean discover) {
    /** Those that say all. */
    List<NetworkAddress> addresses() {
      return external.stream()
          .filter(each -> !each.toBeLookedUp())
          .map(each -> NetworkAddress.parse(each.toString()))
          .toList();
    }

    /** Those of which a name server knows where they lead. */
    List<HostPort> names() {
      return external.stream().filter(HostPort::toBeLookedUp).toList();
    }
  }

  /**
   * Which connections are opened besides {@code outbound}.
   *
   * @param blockRelay for blocks alone
   * @param manual to peers that the configuration names
   * @param feelersEvery mean time between two tests of an address
   * @param patience time in which a connection must stand (§9.4)
   * @param seedNodes nodes to be asked for addresses
   * @param onlyNetworks networks of automatic connections; empty for all that can be reached
   * @param cjdns whether fc00::/8 is CJDNS here
   * @param lookups whether names are looked up
   */
  record Plan(
      int blockRelay,
      int manual,
      Duration feelersEvery,
      Duration patience,
      List<HostPort> seedNodes,
      Set<NetworkClass> onlyNetworks,
      boolean cjdns,
      boolean lookups) {}

  /**
   * SOCKS5 proxies.
   *
   * @param all for everything, names included
   * @param onion for onion addresses alone
   * @param isolated whether each connection has credentials of its own
   */
  record Proxies(Optional<SocketAddress> all, Optional<SocketAddress> onion, boolean isolated) {
    Optional<SocketAddress> forOnion() {
      return onion.or(() -> all);
    }
  }

  /**
   * Limits on arrivals that Bitcoin Core does not have.
   *
   * @param reserved inbound slots for peers with a permission
   * @param rate connections per second of one source; 0 for no limit
   * @param burst connections of one source that may come at once
   * @param perGroup inbound connections of one netgroup; 0 for no limit
   */
  record Arriving(int reserved, double rate, int burst, int perGroup) {}

  /**
   * What follows from a score.
   *
   * @param low below it misbehaviour rises
   * @param step by so much
   * @param interval at each look, nanoseconds apart
   * @param outbound whether automatic outbound peers may go for it
   */
  record Scores(double low, int step, long interval, boolean outbound) {}

  /**
   * Reads values by their configuration keys, the rest being the defaults: for nodes that are built
   * without a configuration service.
   *
   * @param values as the annotation's types: text, arrays of text, numbers
   */
  public static EngineSettings of(Network network, Map<String, ?> values) {
    return of(network, values, null);
  }

  static EngineSettings of(Network network, Map<String, ?> values, EngineSettings running) {
    EngineConfig config =
        (EngineConfig)
            Proxy.newProxyInstance(
                EngineConfig.class.getClassLoader(),
                new Class<?>[] {EngineConfig.class},
                (proxy, method, arguments) -> {
                  Object value = values.get(method.getName().replace('_', '.'));
                  return value == null ? method.getDefaultValue() : value;
                });
    return of(config, network, running);
  }

  /**
   * Reads a configuration. An entry that cannot be read is left out and named in the log; a value
   * that cannot be replaces nothing.
   *
   * @param running what is in force and stays so where a value is wrong
   */
  public static EngineSettings of(EngineConfig config, Network network, EngineSettings running) {
    Map<String, String> policies = new LinkedHashMap<>();
    policies.put("admission", config.policy_admission());
    policies.put("ratelimit", config.policy_ratelimit());
    policies.put("scoring", config.policy_scoring());
    policies.put("misbehaviour", config.policy_misbehaviour());
    policies.put("eviction", config.policy_eviction());
    policies.put("relay", config.policy_relay());
    policies.put("selection", config.policy_selection());
    policies.put("remedy", config.policy_remedy());
    Proxies proxies = proxies(config, running);
    Map<String, String> shadows = new LinkedHashMap<>();
    shadows.put("admission", config.shadow_admission());
    shadows.put("ratelimit", config.shadow_ratelimit());
    shadows.put("scoring", config.shadow_scoring());
    shadows.put("misbehaviour", config.shadow_misbehaviour());
    shadows.put("eviction", config.shadow_eviction());
    shadows.put("relay", config.shadow_relay());
    shadows.put("selection", config.shadow_selection());
    shadows.put("remedy", config.shadow_remedy());
    return new EngineSettings(
        listen(config, network, proxies),
        own(config, proxies),
        entries("connect", config.connect(), each -> HostPort.parse(each, network.port())),
        config.outbound(),
        new Plan(
            config.block_relay(),
            config.manual(),
            Duration.ofSeconds(config.feeler_seconds()),
            Duration.ofMillis(config.connect_millis()),
            entries("seednodes", config.seednodes(), each -> HostPort.parse(each, network.port())),
            Set.copyOf(entries("onlynet", config.onlynet(), EngineSettings::network)),
            config.cjdns_reachable(),
            config.lookups()),
        proxies,
        config.max_inbound(),
        new Arriving(
            config.inbound_reserved(),
            config.inbound_rate(),
            config.inbound_burst(),
            config.inbound_per_group()),
        comment(config.user_agent_comment(), running == null ? "" : running.userAgentComment),
        entries("bans", config.bans(), BanTarget::parse),
        entries("permissions", config.permissions(), PermissionRule::parse),
        Map.copyOf(policies),
        Map.copyOf(shadows),
        new PolicySlot.Guard(
            TimeUnit.MICROSECONDS.toNanos(config.policy_budget_micros()),
            config.policy_strikes(),
            TimeUnit.SECONDS.toNanos(config.policy_window_seconds())),
        config.policy_disconnects_per_minute(),
        config.remedy_attempts_per_minute(),
        new Scores(
            config.score_low(),
            config.score_step(),
            TimeUnit.SECONDS.toNanos(config.score_seconds()),
            config.score_outbound()),
        TimeUnit.SECONDS.toNanos(config.handshake_seconds()),
        TimeUnit.SECONDS.toNanos(config.inactivity_seconds()),
        config.network_active());
  }

  /** Whether each peer may as much, and is as banned, under these as under others. */
  boolean allowsAs(EngineSettings other) {
    return permissions.equals(other.permissions)
        && listen.equals(other.listen)
        && bans.equals(other.bans);
  }

  /**
   * Auto is everywhere, but nowhere with a proxy: who wants to hide does not ask to be found (§28).
   */
  private static List<Bind> listen(EngineConfig config, Network network, Proxies proxies) {
    List<String> wanted = new ArrayList<>(List.of(config.listen()));
    if (proxies.all().isPresent() && wanted.removeIf(AUTO::equals)) {
      LOG.info("patchbay.engine: listen: auto is nowhere, since proxy is set");
    }
    wanted.replaceAll(each -> each.equals(AUTO) ? EVERYWHERE : each);
    List<Bind> binds =
        entries("listen", wanted.toArray(String[]::new), each -> Bind.parse(each, network.port()));
    return binds.stream().filter(bind -> binds.stream().noneMatch(bind::within)).toList();
  }

  private static Own own(EngineConfig config, Proxies proxies) {
    List<HostPort> external =
        new ArrayList<>(entries("external", config.external(), EngineSettings::external));
    if (!config.lookups() && external.removeIf(HostPort::toBeLookedUp)) {
      LOG.warn("patchbay.engine: external: names are left out, since lookups is false");
    }
    boolean toNamedAlone =
        config.connect().length > 0 && config.outbound() + config.block_relay() == 0;
    boolean discover =
        switch (config.discover()) {
          case "true" -> true;
          case AUTO -> external.isEmpty() && proxies.all().isEmpty() && !toNamedAlone;
          default -> false;
        };
    return new Own(List.copyOf(external), discover);
  }

  static HostPort external(String text) {
    String allowed =
        " (allowed: an address that others can reach or a name, with or without a port)";
    HostPort at;
    NetworkAddress address;
    try {
      at = HostPort.parse(text, 0);
      if (at.toBeLookedUp() && at.host().matches(NAME)) {
        return at;
      }
      address = NetworkAddress.parse(at.toString());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\"" + allowed, e);
    }
    if (!address.isRoutable()) {
      throw new IllegalArgumentException("\"" + text + "\"" + allowed);
    }
    if (address.network() == NetworkClass.I2P && address.port() != 0) {
      throw new IllegalArgumentException("\"" + text + "\" (allowed: I2P without a port)");
    }
    return at;
  }

  static NetworkClass network(String label) {
    return Stream.of(
            NetworkClass.IPV4,
            NetworkClass.IPV6,
            NetworkClass.ONION,
            NetworkClass.I2P,
            NetworkClass.CJDNS)
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + label + "\" (allowed: ipv4, ipv6, onion, i2p, cjdns)"));
  }

  /** A proxy that cannot be read closes no other one: what is in force stays. */
  private static Proxies proxies(EngineConfig config, EngineSettings running) {
    try {
      return new Proxies(
          ProxyAddress.parse(config.proxy()),
          ProxyAddress.parse(config.proxy_onion()),
          config.proxy_isolation());
    } catch (IllegalArgumentException e) {
      if (running == null) {
        throw e;
      }
      LOG.warn("patchbay.engine: proxy: {} is refused, what is in force stays", e.getMessage());
      return running.proxies;
    }
  }

  private static String comment(String wanted, String running) {
    try {
      UserAgents.ours("0", wanted);
      return wanted;
    } catch (IllegalArgumentException e) {
      LOG.warn("patchbay.engine: {}; \"{}\" stays", e.getMessage(), running);
      return running;
    }
  }

  private static <T> List<T> entries(String key, String[] texts, Function<String, T> parse) {
    List<T> parsed = new ArrayList<>();
    for (String text : texts == null ? new String[0] : texts) {
      if (text.isBlank()) {
        continue;
      }
      try {
        parsed.add(parse.apply(text.strip()));
      } catch (IllegalArgumentException e) {
        LOG.warn("patchbay.engine: {}: {} is refused", key, e.getMessage());
      }
    }
    return List.copyOf(parsed);
  }
}
