package org.patchbay.it.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.codec.StandardCodec;
import org.patchbay.sim.Stranger;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualNetwork;
import org.patchbay.wire.Sha256;

/**
 * Whole nodes and strangers on one virtual network, from a seed. Confined to the thread of the
 * test. Everything that happens goes into a trace of text lines.
 */
final class Simulation implements AutoCloseable {
  static final int PORT = 18444;

  final VirtualLoop loop;
  final VirtualNetwork network;
  private final Path folder;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final StringBuilder trace = new StringBuilder();
  private int hosts;

  Simulation(Path folder, long seed) {
    this.folder = folder;
    this.loop = new VirtualLoop(seed);
    this.network = new VirtualNetwork(loop).codec(new TraceCodec(new StandardCodec(), this::sent));
  }

  private void sent(String command, ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    byte[] sum = Sha256.hash(bytes);
    note(
        "%s %d bytes %02x%02x%02x%02x"
            .formatted(command, bytes.length, sum[0], sum[1], sum[2], sum[3]));
  }

  void note(String line) {
    trace.append(loop.now()).append(' ').append(line).append('\n');
  }

  /** Everything so far, byte for byte the same for the same seed and script. */
  String trace() {
    return trace.toString();
  }

  /** An address of a network group of its own. */
  InetAddress address() {
    hosts++;
    return address(hosts, 1);
  }

  /** One of the addresses of a group. */
  static InetAddress address(int group, int host) {
    int at = group + 20 * 256;
    try {
      return InetAddress.getByAddress(
          new byte[] {(byte) (at >> 8), (byte) at, (byte) (host >> 8), (byte) host});
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A node that keeps connected to others. */
  SimulatedNode node(SimulatedNode... others) {
    return node(Map.of(), others);
  }

  /** A node of engine settings besides the defaults. */
  SimulatedNode node(Map<String, ?> settings, SimulatedNode... others) {
    String name = "n" + nodes.size();
    try {
      SimulatedNode node = new SimulatedNode(this, name, folder.resolve(name), settings, others);
      nodes.add(node);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<SimulatedNode> nodes() {
    return nodes;
  }

  /** Somebody on a host of its own group who connects and says nothing. */
  Stranger silent(SimulatedNode node) {
    return silent(node, address());
  }

  Stranger silent(SimulatedNode node, InetAddress from) {
    Stranger stranger = new Stranger(network.host(from));
    stranger.dial(node.address());
    return stranger;
  }

  void await(String what, Duration limit, BooleanSupplier condition) {
    if (!loop.runUntil(condition, limit)) {
      throw new AssertionError(
          "not within %s of virtual time: %s; tips %s"
              .formatted(limit, what, nodes.stream().map(SimulatedNode::tip).toList()));
    }
  }

  /** Waits until every node has that tip. */
  void awaitTip(HeaderView tip, Duration limit) {
    await(
        "height " + tip.height() + " everywhere",
        limit,
        () -> nodes.stream().allMatch(node -> node.tip().equals(tip.hash().toString())));
  }

  @Override
  public void close() {
    nodes.forEach(SimulatedNode::close);
  }
}
