package org.patchbay.sim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Passage;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.TransportStats;

/** The sockets of one host of a {@link VirtualNetwork}. Confined to the thread of its loop. */
public final class VirtualTransport implements Transport {
  private final VirtualNetwork network;
  private final InetAddress host;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Set<VirtualLink> links = new LinkedHashSet<>();
  private final Set<InetSocketAddress> encrypted = new LinkedHashSet<>();
  private long endedIn;
  private long endedOut;
  private int nextPort = 49_152;

  VirtualTransport(VirtualNetwork network, InetAddress host) {
    this.network = network;
    this.host = host;
  }

  @Override
  public String kind() {
    return "virtual";
  }

  /** The address of this host, from which its outgoing connections come. */
  public InetAddress host() {
    return host;
  }

  @Override
  public Endpoint listen(InetSocketAddress address, LinkEvents events) throws IOException {
    InetAddress at = address.getAddress().isAnyLocalAddress() ? host : address.getAddress();
    InetSocketAddress bound =
        new InetSocketAddress(at, address.getPort() == 0 ? nextPort++ : address.getPort());
    if (network.listeners().putIfAbsent(bound, new VirtualNetwork.Listener(this, events)) != null) {
      throw new IOException("address " + bound + " is in use");
    }
    Endpoint endpoint =
        new Endpoint() {
          @Override
          public InetSocketAddress address() {
            return bound;
          }

          @Override
          public void close() {
            if (endpoints.remove(this)) {
              network.listeners().remove(bound);
            }
          }
        };
    endpoints.add(endpoint);
    return endpoint;
  }

  @Override
  public void connect(
      InetSocketAddress target, Duration timeout, LinkEvents events, Failure failed) {
    long there = network.latencyNanos();
    if (2 * there > timeout.toNanos()) {
      network.loop().after(timeout, () -> failed.failed(target, "connection timed out"));
      return;
    }
    InetSocketAddress source = new InetSocketAddress(host, nextPort++);
    network.loop().after(Duration.ofNanos(there), () -> arrive(source, target, events, failed));
  }

  @Override
  public void connect(
      InetSocketAddress target,
      Duration timeout,
      boolean tryV2,
      LinkEvents events,
      Failure failed) {
    if (tryV2) {
      encrypted.add(target);
    }
    connect(target, timeout, events, failed);
  }

  /** The targets with which the encrypted transport would have been tried first. */
  public Set<InetSocketAddress> encrypted() {
    return Set.copyOf(encrypted);
  }

  /** What listens where the proxy would is the destination itself. */
  @Override
  public Passage socks(SocketAddress proxy, boolean isolated, Destination to) {
    return Passage.direct(proxy);
  }

  private void arrive(
      InetSocketAddress source, InetSocketAddress target, LinkEvents events, Failure failed) {
    Duration back = Duration.ofNanos(network.latencyNanos());
    VirtualNetwork.Listener listener = network.listeners().get(target);
    if (listener == null) {
      network.loop().after(back, () -> failed.failed(target, "connection refused"));
      return;
    }
    VirtualLink near = new VirtualLink(this, source, target, false, events);
    VirtualLink far =
        new VirtualLink(listener.transport(), target, source, true, listener.events());
    near.join(far);
    network.loop().after(back, near::open);
    far.open();
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  /** The links open now, oldest first. */
  public List<VirtualLink> links() {
    return List.copyOf(links);
  }

  @Override
  public TransportStats stats() {
    long in = endedIn;
    long out = endedOut;
    long heldIn = 0;
    long heldOut = 0;
    int paused = 0;
    for (VirtualLink link : links) {
      in += link.bytesIn();
      out += link.bytesOut();
      heldIn += link.queuedIn();
      heldOut += link.queuedOut();
      paused += link.paused() ? 1 : 0;
    }
    return new Stats(links.size(), in, out, heldIn, heldOut, paused);
  }

  VirtualNetwork network() {
    return network;
  }

  void opened(VirtualLink link) {
    links.add(link);
  }

  void ended(VirtualLink link) {
    if (links.remove(link)) {
      endedIn += link.bytesIn();
      endedOut += link.bytesOut();
    }
  }

  private record Stats(
      int links, long bytesIn, long bytesOut, long heldIn, long heldOut, int pausedLinks)
      implements TransportStats {}
}
