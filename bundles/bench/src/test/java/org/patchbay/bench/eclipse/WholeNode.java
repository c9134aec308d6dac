package org.patchbay.bench.eclipse;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.node.Environment;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.TransportStats;
import org.patchbay.engine.Engine;
import org.patchbay.engine.EngineSettings;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/** The victim as a whole engine, whose links go to the hosts of an {@link Internet}. */
final class WholeNode {
  private static final Duration LATENCY = Duration.ofMillis(50);

  private final VirtualLoop loop;
  private final Internet internet;
  private final Engine engine;

  private record Folder(Network network, Path dataFolder, String version) implements Environment {}

  WholeNode(VirtualLoop loop, Internet internet, AddressBook book, Path folder) {
    this.loop = loop;
    this.internet = internet;
    this.engine =
        new Engine(
            loop,
            new VirtualWorkers(loop),
            new Folder(Network.MAIN, folder, "0"),
            new Wires(),
            EngineSettings.of(Network.MAIN, Map.of("listen", new String[0])));
    engine.add(new Greeting());
    engine.add(book);
    engine.start();
  }

  /** Without the block-relay-only peer that is there for a moment. */
  List<NetworkAddress> lasting() {
    return Stream.of(ConnectionType.OUTBOUND_FULL_RELAY, ConnectionType.BLOCK_RELAY_ONLY)
        .flatMap(
            type ->
                engine.peers().stream()
                    .filter(peer -> peer.type() == type)
                    .sorted(Comparator.comparingLong(PeerView::id))
                    .limit(
                        type == ConnectionType.BLOCK_RELAY_ONLY
                            ? OutboundSlots.BLOCK_RELAY
                            : OutboundSlots.FULL_RELAY))
        .map(PeerView::address)
        .toList();
  }

  void stop() {
    engine.stop();
  }

  /** What the handshake does with those we call. */
  private static final class Greeting implements Protocol {
    @Override
    public String name() {
      return "handshake";
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
      session.on(
          Verack.class,
          message -> {
            session.report(Fact.established(Set.of()));
            if (session.peer().type() == ConnectionType.FEELER) {
              session.close(CloseReason.of(CloseReason.Code.PURPOSE_FULFILLED));
            }
          });
    }
  }

  private final class Wires implements Transport {
    @Override
    public String kind() {
      return "wires";
    }

    @Override
    public Endpoint listen(InetSocketAddress address, LinkEvents events) {
      throw new UnsupportedOperationException("nobody calls");
    }

    @Override
    public void connect(
        InetSocketAddress target, Duration timeout, LinkEvents events, Failure failed) {
      if (internet.answers(NetworkAddress.of(target))) {
        loop.after(
            LATENCY,
            () -> {
              FarLink link = new FarLink(loop, target, events);
              NetworkAddress nowhere = NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);
              long services = OutboundSlots.SERVICES;
              link.inbox.add(
                  new Version(
                      70016, services, 0, 0, nowhere, services, nowhere, 5, "/Test:1/", 7, true));
              link.inbox.add(Verack.INSTANCE);
              events.opened(link);
              events.readable(link);
            });
      } else {
        loop.after(timeout, () -> failed.failed(target, "timed out"));
      }
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
