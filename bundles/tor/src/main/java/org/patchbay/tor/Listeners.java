package org.patchbay.tor;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Optional;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;

/**
 * Where Tor takes SOCKS connections, by its answer to {@code GETINFO net/listeners/socks}.
 *
 * <p>Rule (protocol-facts §19.3): the first one at 127.0.0.1, else the first, else 127.0.0.1:9050,
 * also when it does not say.
 */
final class Listeners {
  static final String KEY = "net/listeners/socks";
  static final SocketAddress USUAL = new InetSocketAddress("127.0.0.1", 9050);

  private static final String UNIX = "unix:/";
  private static final int MAX_UNIX_PATH = 107;

  private Listeners() {}

  static SocketAddress choose(Reply reply) {
    List<SocketAddress> all = all(reply);
    return all.stream()
        .filter(
            each ->
                each instanceof InetSocketAddress at
                    && at.getAddress().getHostAddress().equals("127.0.0.1"))
        .findFirst()
        .or(() -> all.stream().findFirst())
        .orElse(USUAL);
  }

  private static List<SocketAddress> all(Reply reply) {
    if (!reply.ok()) {
      return List.of();
    }
    try {
      return Fields.values(reply.after(KEY + "=").orElse("")).stream()
          .map(Listeners::parse)
          .flatMap(Optional::stream)
          .toList();
    } catch (MalformedException flaw) {
      return List.of();
    }
  }

  private static Optional<SocketAddress> parse(String text) {
    try {
      if (text.startsWith(UNIX) && text.length() <= MAX_UNIX_PATH) {
        return Optional.of(UnixDomainSocketAddress.of(text.substring(UNIX.length() - 1)));
      }
      return NetworkAddress.parse(text)
          .toSocketAddress()
          .filter(at -> at.getPort() > 0 && !at.getAddress().isAnyLocalAddress())
          .map(at -> at);
    } catch (IllegalArgumentException flaw) {
      return Optional.empty();
    }
  }
}
