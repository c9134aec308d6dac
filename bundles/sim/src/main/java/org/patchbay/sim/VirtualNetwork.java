package org.patchbay.sim;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.wire.message.Message;

/**
 * An internet on virtual time: hosts, latency and bandwidth, in which nothing is lost or reordered
 * unless a link is cut. Confined to the thread of its {@link VirtualLoop}.
 */
public final class VirtualNetwork {
  private final VirtualLoop loop;
  private final Map<InetSocketAddress, Listener> listeners = new HashMap<>();
  private long latency = Duration.ofMillis(20).toNanos();
  private double nanosPerByte;
  private long inboxBytes = 1 << 20;
  private long sendMark = 1_000_000;
  private Optional<MessageCodec> codec = Optional.empty();
  private ToIntFunction<Message> sizes = message -> 100;
  private int hosts;

  /** A network with 20 ms one way, unlimited bandwidth and no codec. */
  public VirtualNetwork(VirtualLoop loop) {
    this.loop = loop;
  }

  /** One-way delay of links opened from now on. */
  public VirtualNetwork latency(Duration oneWay) {
    this.latency = oneWay.toNanos();
    return this;
  }

  /** Bytes per second and direction of links opened from now on; 0 is unlimited. */
  public VirtualNetwork bandwidth(long bytesPerSecond) {
    this.nanosPerByte = bytesPerSecond == 0 ? 0 : 1e9 / bytesPerSecond;
    return this;
  }

  /** Bound of each inbox in bytes, for links opened from now on. */
  public VirtualNetwork inbox(long bytes) {
    this.inboxBytes = bytes;
    return this;
  }

  /** Queued bytes above which a link is not writable, for links opened from now on. */
  public VirtualNetwork sendMark(long bytes) {
    this.sendMark = bytes;
    return this;
  }

  /** Messages go through this codec, so that only what bytes can carry arrives. */
  public VirtualNetwork codec(MessageCodec codec) {
    this.codec = Optional.of(codec);
    return this;
  }

  /** Without a codec: payload bytes of a message; 100 for every message unless told. */
  public VirtualNetwork sizes(ToIntFunction<Message> sizes) {
    this.sizes = sizes;
    return this;
  }

  /** A transport for one host, whose outgoing connections come from {@code address}. */
  public VirtualTransport host(InetAddress address) {
    return new VirtualTransport(this, address);
  }

  /** A transport for a host with an address of its own, 11.0.0.1 and up. */
  public VirtualTransport host() {
    hosts++;
    byte[] bytes = {11, (byte) (hosts >> 16), (byte) (hosts >> 8), (byte) hosts};
    try {
      return host(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The clock of this network. */
  public VirtualLoop loop() {
    return loop;
  }

  Map<InetSocketAddress, Listener> listeners() {
    return listeners;
  }

  long latencyNanos() {
    return latency;
  }

  VirtualLink.Terms terms() {
    return new VirtualLink.Terms(latency, nanosPerByte, inboxBytes, sendMark, codec, sizes);
  }

  record Listener(VirtualTransport transport, LinkEvents events) {}
}
