package org.patchbay.it.simulation;

import java.util.function.BiConsumer;
import org.patchbay.api.transport.Link;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/** How strangers behave. */
final class Guest {
  private Guest() {}

  /** Shakes hands and answers pings. */
  static BiConsumer<Link, Message> polite() {
    return (link, message) -> {
      if (message instanceof Ping ping) {
        link.send(new Pong(ping.nonce()));
      } else {
        greet(link, message);
      }
    };
  }

  /** Shakes hands and answers nothing. */
  static BiConsumer<Link, Message> deaf() {
    return Guest::greet;
  }

  private static void greet(Link link, Message message) {
    if (message instanceof Version) {
      link.send(Verack.INSTANCE);
    }
  }

  /** Says version when the link opens, as whoever dials does. */
  static Stranger opening(Stranger stranger, BiConsumer<Link, Message> manner) {
    return stranger.onOpen((self, link) -> link.send(version())).onMessage(manner);
  }

  private static Version version() {
    NetworkAddress nowhere = NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);
    return new Version(70016, 0, 0, 0, nowhere, 0, nowhere, 99, "/Guest:1/", 0, true);
  }
}
