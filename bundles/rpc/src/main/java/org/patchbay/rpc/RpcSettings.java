package org.patchbay.rpc;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Subnet;

/**
 * The configuration, read. Immutable.
 *
 * @param listen where to listen; empty while RPC is switched off
 * @param asked whether the operator named these addresses
 * @param refused addresses beyond this machine that nobody was allowed to call from
 * @param users those of the file
 */
record RpcSettings(
    List<InetSocketAddress> listen,
    boolean asked,
    List<InetSocketAddress> refused,
    Guests guests,
    List<Credentials.Entry> users,
    Optional<String[]> plain,
    Whitelist whitelist,
    RpcConfig raw) {
  static final String AUTO = "auto";
  private static final int MEGABYTE = 1 << 20;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException naming the value and what is allowed
   */
  static RpcSettings of(RpcConfig config, Network network) {
    List<String> written = texts(config.listen());
    boolean asked = !written.contains(AUTO);
    List<InetSocketAddress> named = new ArrayList<>();
    for (String each : asked ? written : List.of("127.0.0.1", "[::1]")) {
      named.add(address(each, port(network)));
    }
    List<Subnet> allowed = texts(config.allow()).stream().map(Subnet::parse).toList();
    List<InetSocketAddress> refused =
        named.stream()
            .filter(each -> allowed.isEmpty() && !each.getAddress().isLoopbackAddress())
            .toList();
    named.removeAll(refused);
    String others = config.whitelist_others();
    return new RpcSettings(
        config.enabled() ? List.copyOf(named) : List.of(),
        asked,
        refused,
        new Guests(allowed),
        texts(config.auth()).stream().map(Credentials.Entry::parse).toList(),
        config.password().isEmpty()
            ? Optional.empty()
            : Optional.of(new String[] {config.user(), config.password()}),
        Whitelist.of(texts(config.whitelist()), others.equals(AUTO) ? "" : others),
        config);
  }

  /** The terms for those users. */
  Terms terms(List<Credentials.Entry> all) {
    return new Terms(
        new Credentials(all),
        whitelist,
        guests,
        raw.max_body_megabytes() * MEGABYTE,
        Duration.ofSeconds(raw.timeout_seconds()),
        raw.queue(),
        raw.max_connections());
  }

  static List<String> texts(String[] values) {
    return Stream.of(values).map(String::strip).filter(each -> !each.isEmpty()).toList();
  }

  /**
   * An address with or without a port.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static InetSocketAddress address(String text, int port) {
    try {
      boolean bare = text.matches("[0-9.]+|\\[[^\\]]*\\]");
      String whole = bare ? text + ":" + port : text;
      return NetworkAddress.parse(whole).toSocketAddress().orElseThrow();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "\"%s\" (allowed: auto, or an IPv4 or IPv6 address, with or without a port)"
              .formatted(text),
          e);
    }
  }

  /** The port of Bitcoin Core's RPC. */
  static int port(Network network) {
    return switch (network) {
      case MAIN -> 8332;
      case TEST -> 18332;
      case TESTNET4 -> 48332;
      case SIGNET -> 38332;
      case REGTEST -> 18443;
    };
  }
}
