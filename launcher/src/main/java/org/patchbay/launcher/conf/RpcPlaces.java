package org.patchbay.launcher.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where RPC answers and who may call what. */
final class RpcPlaces {
  private static final String RPC = "patchbay.rpc";
  private static final List<String> HERE = List.of("127.0.0.1", "[::1]");

  private RpcPlaces() {}

  /** {@code rpcbind} and {@code rpcport}. */
  static void listen(Choices choices, Settled settled) {
    Optional<Given> port = choices.one("rpcport");
    port.ifPresent(each -> each.number(1, 65_535));
    List<Given> binds = choices.many("rpcbind");
    if (!binds.isEmpty() && choices.many("rpcallowip").isEmpty()) {
      throw binds.get(0).refused("rpcallowip says from where calls may come, and is missing");
    }
    List<String> places = new ArrayList<>();
    for (Given bind : binds) {
      String host = Hosts.bracketed(bind, CoreOption.single(bind));
      places.add(Hosts.namesPort(host) || port.isEmpty() ? host : host + ":" + port.get().value());
    }
    if (!places.isEmpty()) {
      settled.set(RPC, "listen", String.join(",", places), binds.get(0));
    } else if (port.isPresent()) {
      HERE.forEach(host -> places.add(host + ":" + port.get().value()));
      settled.set(RPC, "listen", String.join(",", places), port.get());
    }
  }

  /** {@code rpcwhitelist}: user, colon, methods with commas between them. */
  static void whitelist(Choices choices, Settled settled) {
    List<Given> users = choices.many("rpcwhitelist");
    if (users.isEmpty()) {
      return;
    }
    List<String> entries = new ArrayList<>();
    for (Given each : users) {
      int colon = each.value().indexOf(':');
      if (colon <= 0) {
        throw each.refused("allowed: USER:METHOD,METHOD");
      }
      String methods = each.value().substring(colon + 1).replaceAll("[,\\s]+", "+");
      entries.add(each.value().substring(0, colon) + ":" + methods);
    }
    settled.set(RPC, "whitelist", String.join(",", entries), users.get(0));
  }

  /** {@code rpccookiefile}; negated there is none. */
  static void cookie(Choices choices, Settled settled) {
    choices
        .one("rpccookiefile")
        .ifPresent(
            each ->
                settled.set(
                    RPC,
                    "cookie",
                    each.negated() || each.value().equals("0") ? "" : each.value(),
                    each));
  }
}
