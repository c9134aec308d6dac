package org.patchbay.tor;

import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Passage;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.Way;
import org.patchbay.wire.NetworkClass;

/**
 * To onion addresses by Tor's SOCKS listener, a circuit for each connection. Immutable; it is there
 * as long as it is open.
 */
record TorWay(Transport transport, SocketAddress socks) implements Way {
  @Override
  public NetworkClass network() {
    return NetworkClass.ONION;
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public CompletionStage<Passage> passage(Destination to) {
    return CompletableFuture.completedFuture(transport.socks(socks, true, to));
  }
}
