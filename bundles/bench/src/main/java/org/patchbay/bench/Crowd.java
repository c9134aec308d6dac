package org.patchbay.bench;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.node.Environment;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.relay.Announcements;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.TransportStats;
import org.patchbay.engine.Engine;
import org.patchbay.engine.EngineSettings;
import org.patchbay.relay.CoreRelay;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/** A node with many inbound peers that take part in relay and hear nothing. One thread. */
final class Crowd {
  final VirtualLoop loop = new VirtualLoop(1);
  final List<MuteLink> links = new ArrayList<>();
  final List<Announcements> parts = new ArrayList<>();
  final Engine engine;

  record Folder(Network network, Path dataFolder, String version) implements Environment {}

  /**
   * A crowd.
   *
   * @param permissions as in the configuration
   */
  Crowd(int peers, String... permissions) {
    Ear ear = new Ear();
    engine =
        new Engine(
            loop,
            new VirtualWorkers(loop),
            new Folder(Network.REGTEST, Path.of("."), "0"),
            ear,
            EngineSettings.of(
                Network.REGTEST,
                Map.of(
                    "listen",
                    new String[] {"127.0.0.1"},
                    "permissions",
                    permissions,
                    "max.inbound",
                    peers)));
    engine.add(new Greeting());
    engine.add(new Hearing());
    engine.add(
        RelayPolicy.class, new CoreRelay(FakeConfig.of(CoreRelay.Config.class)), "core", 0, 1);
    engine.start();
    loop.advance(Duration.ofMillis(1));
    for (int i = 0; i < peers; i++) {
      enter(ear.events, i);
    }
    loop.advance(Duration.ofMillis(1));
    if (parts.size() != peers) {
      throw new IllegalStateException(parts.size() + " of " + peers + " peers");
    }
  }

  private void enter(LinkEvents events, int number) {
    String host = "11." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
    MuteLink link = new MuteLink(new InetSocketAddress(host, 1));
    NetworkAddress nowhere = NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);
    link.inbox.add(
        new Version(70016, 0xc09, 0, 0, nowhere, 0xc09, nowhere, 5, "/Test:1/", 7, true));
    link.inbox.add(Verack.INSTANCE);
    links.add(link);
    events.opened(link);
    loop.advance(Duration.ofMillis(0));
  }

  /** Messages sent to all peers so far. */
  long sent() {
    return links.stream().mapToLong(link -> link.sent).sum();
  }

  /** The handshake, without its version message. */
  static final class Greeting implements Protocol {
    @Override
    public String name() {
      return "greeting";
    }

    @Override
    public Stage stage() {
      return Stage.CONNECTED;
    }

    @Override
    public boolean appliesTo(PeerView peer) {
      return true;
    }

    @Override
    public void attach(Session session) {
      session.on(Version.class, theirs -> session.send(Verack.INSTANCE));
      session.on(Verack.class, message -> session.report(Fact.established(Set.of())));
    }
  }

  private final class Hearing implements Protocol {
    @Override
    public String name() {
      return "hearing";
    }

    @Override
    public boolean appliesTo(PeerView peer) {
      return true;
    }

    @Override
    public void attach(Session session) {
      session.announcements().begin(true);
      parts.add(session.announcements());
    }
  }

  /** A transport that listens and has no sockets. */
  static final class Ear implements Transport {
    LinkEvents events;

    @Override
    public String kind() {
      return "ear";
    }

    @Override
    public Endpoint listen(InetSocketAddress address, LinkEvents listener) {
      events = listener;
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
        InetSocketAddress target, Duration timeout, LinkEvents listener, Failure failed) {
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
}
