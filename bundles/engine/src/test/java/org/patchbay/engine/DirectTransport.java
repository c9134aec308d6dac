package org.patchbay.engine;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.TransportStats;

/** A transport whose only connections are those a test opens by hand. Thread-safe. */
final class DirectTransport implements Transport {
  private final CompletableFuture<LinkEvents> listening = new CompletableFuture<>();
  private int hosts;

  /** Somebody connects; waits until the node listens. */
  DirectLink dial() throws Exception {
    LinkEvents events = listening.get(10, TimeUnit.SECONDS);
    hosts++;
    String host = "11." + (hosts >> 16 & 255) + "." + (hosts >> 8 & 255) + "." + (hosts & 255);
    return new DirectLink(new InetSocketAddress(host, 1), events);
  }

  @Override
  public String kind() {
    return "direct";
  }

  @Override
  public Endpoint listen(InetSocketAddress address, LinkEvents events) {
    listening.complete(events);
    return new Endpoint() {
      @Override
      public InetSocketAddress address() {
        return address;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void connect(
      InetSocketAddress target, Duration timeout, LinkEvents events, Failure failed) {
    failed.failed(target, "nothing there");
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public TransportStats stats() {
    throw new UnsupportedOperationException("no sockets, no counters");
  }
}
