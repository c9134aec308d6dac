package org.patchbay.transport;

import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Passage;

/**
 * Through a SOCKS5 proxy. Immutable.
 *
 * @param credentials asked for each socket, so that no two share them
 */
record SocksPassage(SocketAddress via, Destination to, Supplier<Optional<String>> credentials)
    implements Passage {
  @Override
  public Optional<Opening> opening() {
    return Optional.of(new Socks5(to, credentials.get()));
  }
}
