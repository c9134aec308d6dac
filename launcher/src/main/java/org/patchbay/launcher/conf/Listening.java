package org.patchbay.launcher.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code listen}, {@code bind}, {@code whitebind} and {@code port} as {@code listen} of the engine.
 */
final class Listening {
  private static final String ENGINE = "patchbay.engine";
  private static final String LISTEN = "listen";
  private static final String EVERYWHERE = "[::]";

  private Listening() {}

  static void settle(Choices choices, Settled settled) {
    Optional<Given> listen = choices.one(LISTEN);
    Optional<Given> port = choices.one("port");
    port.ifPresent(each -> each.number(1, 65_535));
    List<Given> binds = choices.many("bind");
    List<Given> friends = choices.many("whitebind");
    if (listen.isPresent() && !listen.get().flag()) {
      Stream.concat(binds.stream(), friends.stream())
          .findFirst()
          .ifPresent(
              bind -> {
                throw bind.refused("listen is 0");
              });
      settled.set(ENGINE, LISTEN, "", listen.get());
      return;
    }
    List<String> places = new ArrayList<>();
    binds.forEach(bind -> places.add(place(bind, CoreOption.single(bind), port)));
    friends.forEach(bind -> places.add(friends(choices, bind)));
    if (!places.isEmpty()) {
      settled.set(
          ENGINE, LISTEN, String.join(",", places), (binds.isEmpty() ? friends : binds).get(0));
    } else if (port.isPresent()) {
      settled.set(ENGINE, LISTEN, EVERYWHERE + ":" + port.get().value(), port.get());
    } else if (listen.isPresent()) {
      settled.set(ENGINE, LISTEN, EVERYWHERE, listen.get());
    }
  }

  /** With the port of {@code port}, where it names none. */
  private static String place(Given bind, String text, Optional<Given> port) {
    boolean onion = text.endsWith("=onion");
    String bare = onion ? text.substring(0, text.length() - "=onion".length()) : text;
    String host = Hosts.bracketed(bind, bare);
    boolean named = Hosts.namesPort(host);
    return (named || port.isEmpty() ? host : host + ":" + port.get().value())
        + (onion ? "=onion" : "");
  }

  private static String friends(Choices choices, Given bind) {
    int at = bind.value().lastIndexOf('@');
    String host = Hosts.bracketed(bind, bind.value().substring(at + 1));
    if (!Hosts.namesPort(host)) {
      throw bind.refused("allowed: [permissions@]ADDRESS:PORT");
    }
    String words = at < 0 ? "" : bind.value().substring(0, at);
    return Permissions.named(choices, bind, words, at >= 0) + "@" + host;
  }
}
