package org.patchbay.launcher.conf;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What options make of one another (protocol-facts §28): each sets others that nobody gave. The
 * order is that of the rules: some follow from what those before them set.
 */
final class Interactions {
  private static final List<String> CLEARNET = List.of("ipv4", "ipv6");

  private Interactions() {}

  static void apply(Choices choices) {
    Stream.of("bind", "whitebind")
        .flatMap(name -> choices.many(name).stream())
        .findFirst()
        .ifPresent(bind -> choices.imply(bind, "listen", true));
    trustedAlone(choices)
        .ifPresent(
            why -> {
              choices.imply(why, "dnsseed", false);
              choices.imply(why, "listen", false);
            });
    choices
        .one("proxy")
        .filter(proxy -> !proxy.value().isEmpty() && !proxy.value().equals("0"))
        .ifPresent(
            proxy -> {
              choices.imply(proxy, "listen", false);
              choices.imply(proxy, "natpmp", false);
              choices.imply(proxy, "discover", false);
            });
    choices
        .one("listen")
        .filter(listen -> !listen.flag())
        .ifPresent(
            listen -> {
              choices.imply(listen, "natpmp", false);
              choices.imply(listen, "discover", false);
              choices.imply(listen, "listenonion", false);
              choices.imply(listen, "i2pacceptincoming", false);
            });
    choices.many("externalip").stream()
        .findFirst()
        .ifPresent(external -> choices.imply(external, "discover", false));
    choices
        .one("blocksonly")
        .filter(Given::flag)
        .ifPresent(blocks -> choices.imply(blocks, "whitelistrelay", false));
    choices
        .one("whitelistforcerelay")
        .filter(Given::flag)
        .ifPresent(force -> choices.imply(force, "whitelistrelay", true));
    List<Given> networks = choices.many("onlynet");
    if (!networks.isEmpty() && networks.stream().noneMatch(net -> CLEARNET.contains(net.value()))) {
      choices.imply(networks.get(0), "dnsseed", false);
    }
    if (choices.flag("forcednsseed", false) && !choices.flag("dnsseed", true)) {
      throw choices.one("forcednsseed").orElseThrow().refused("dnsseed is 0");
    }
  }

  private static Optional<Given> trustedAlone(Choices choices) {
    Optional<Given> connect = choices.one("connect");
    return connect.isPresent()
        ? connect
        : choices
            .one("maxconnections")
            .filter(most -> most.value().matches("0+|-\\d+") || most.negated());
  }
}
