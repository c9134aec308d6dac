package org.patchbay.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.node.Environment;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.transport.Link;
import org.patchbay.sim.Stranger;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualNetwork;
import org.patchbay.sim.VirtualTransport;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Version;

/** A whole node and its surroundings on virtual time. */
final class TestNode {
  static final int PORT = 18444;

  final VirtualLoop loop = new VirtualLoop(1);
  final VirtualNetwork network = new VirtualNetwork(loop);
  final VirtualTransport transport = network.host();
  final OwnAddresses own = new OwnAddresses();
  final List<InetAddress> interfaces = new ArrayList<>();
  final Engine engine;
  final Greeter greeter = new Greeter();
  final Ponger ponger = new Ponger();
  private final Map<String, Object> values = new HashMap<>();
  private final Environment environment;

  TestNode(Object... settings) {
    this(Network.REGTEST, settings);
  }

  TestNode(Network chain, Object... settings) {
    this(chain, Path.of("target"), settings);
  }

  TestNode(Network chain, Path folder, Object... settings) {
    values.put("listen", new String[] {"0.0.0.0:" + PORT});
    for (int i = 0; i < settings.length; i += 2) {
      values.put((String) settings[i], settings[i + 1]);
    }
    environment = new FixedEnvironment(chain, folder, "0.1.0");
    engine =
        new Engine(
            loop,
            new VirtualWorkers(loop),
            environment,
            transport,
            EngineSettings.of(chain, values),
            own,
            () -> List.copyOf(interfaces));
  }

  private record FixedEnvironment(Network network, Path dataFolder, String version)
      implements Environment {}

  /** Starts with protocols. */
  TestNode start(Protocol... protocols) {
    engine.add(greeter);
    for (Protocol each : protocols) {
      engine.add(each);
    }
    engine.start();
    loop.advance(Duration.ofMillis(1));
    return this;
  }

  /** Starts with handshake and ping. */
  TestNode start() {
    return start(ponger);
  }

  void configure(String key, Object value) {
    values.put(key, value);
    engine.configure(EngineSettings.of(environment.network(), values));
    loop.runDue();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(transport.host(), PORT);
  }

  /** Somebody on a host of his own who has connected and said nothing. */
  Stranger silent() {
    Stranger stranger = new Stranger(network.host());
    stranger.dial(address());
    loop.advance(Duration.ofMillis(200));
    return stranger;
  }

  /** Somebody who has finished the handshake. */
  Stranger guest() {
    return greet(silent());
  }

  /** Finishes a handshake on the youngest link. */
  Stranger greet(Stranger stranger) {
    stranger.say(Greeter.version(99, 70016), Greeter.verack());
    loop.advance(Duration.ofMillis(200));
    return stranger;
  }

  /** A host that finishes handshakes with whoever dials it. */
  Stranger host() {
    return host(network.host());
  }

  Stranger host(VirtualTransport at) {
    return new Stranger(at)
        .onMessage(
            (link, message) -> {
              if (message instanceof Version) {
                link.send(Greeter.version(98, 70016));
                link.send(Greeter.verack());
              }
            });
  }

  static InetSocketAddress listen(Stranger host) {
    try {
      return host.listen(new InetSocketAddress("0.0.0.0", PORT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void ping(Stranger stranger, Link link, int from, int count) {
    for (int i = from; i < from + count; i++) {
      link.send(new Ping(i));
    }
    link.flush();
  }

  static List<Long> pongs(Stranger stranger) {
    return stranger.heard(Pong.class).stream().map(Pong::nonce).toList();
  }

  List<PeerView> established() {
    return engine.peers().stream().filter(each -> each.state() == PeerState.ESTABLISHED).toList();
  }

  PeerView only() {
    List<PeerView> peers = engine.peers();
    if (peers.size() != 1) {
      throw new AssertionError(peers.size() + " peers");
    }
    return peers.get(0);
  }
}
