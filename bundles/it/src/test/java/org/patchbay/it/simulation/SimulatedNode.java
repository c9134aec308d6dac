package org.patchbay.it.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.addrbook.Keeping;
import org.patchbay.addrbook.KeptAddressBook;
import org.patchbay.admission.CoreAdmission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.chain.BlockChain;
import org.patchbay.chain.HeaderChain;
import org.patchbay.engine.Engine;
import org.patchbay.engine.EngineSettings;
import org.patchbay.engine.LocalEnvironment;
import org.patchbay.eviction.ProtectedEviction;
import org.patchbay.misbehaviour.CoreMisbehaviour;
import org.patchbay.protocols.AddressProtocol;
import org.patchbay.protocols.BlockProtocol;
import org.patchbay.protocols.HandshakeProtocol;
import org.patchbay.protocols.PingProtocol;
import org.patchbay.ratelimit.CoreRateLimit;
import org.patchbay.scoring.NoScoring;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.VirtualLink;
import org.patchbay.sim.VirtualTransport;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactTarget;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;

/** A whole node, put together by constructors. Confined to the thread of the test. */
final class SimulatedNode {
  private static final long SPACING = 600;

  final String name;
  final Engine engine;
  final HeaderChain chain;

  /** Null when the node follows headers alone, as it does without the setting {@code keep}. */
  final BlockChain blocks;

  final KeptAddressBook book;
  final VirtualTransport transport;
  private final Simulation simulation;

  SimulatedNode(
      Simulation simulation,
      String name,
      Path folder,
      Map<String, ?> settings,
      SimulatedNode... others)
      throws IOException {
    this.simulation = simulation;
    this.name = name;
    transport = simulation.network.host(simulation.address());
    VirtualWorkers workers = new VirtualWorkers(simulation.loop, Duration.ofMillis(1));
    Environment environment = new LocalEnvironment(Network.REGTEST, folder, "0.1.0");
    String keep = settings.containsKey("keep") ? settings.get("keep").toString() : "none";
    chain = new HeaderChain(simulation.loop, workers, environment, keep);
    blocks = keep.equals("none") ? null : new BlockChain(chain);
    chain.onTip(change -> simulation.note(name + " tip " + change.to().hash()));
    book =
        new KeptAddressBook(
            environment,
            simulation.loop,
            workers,
            new Keeping(Duration.ofMinutes(5), false, "", ""),
            host -> List.of());
    book.start();
    Map<String, Object> values = new HashMap<>(settings);
    values.remove("keep");
    values.put("listen", new String[] {"0.0.0.0:" + Simulation.PORT});
    values.put(
        "connect",
        Stream.of(others)
            .map(other -> other.transport.host().getHostAddress() + ":" + Simulation.PORT)
            .toArray(String[]::new));
    engine =
        new Engine(
            simulation.loop,
            workers,
            environment,
            transport,
            EngineSettings.of(Network.REGTEST, values));
    policies();
    engine.add(book);
    engine.add(new HandshakeProtocol(chain));
    engine.add(new PingProtocol());
    engine.add(new AddressProtocol(book));
    engine.add(
        new BlockProtocol(chain, blocks, workers, FakeConfig.of(BlockProtocol.Config.class)));
    engine.start();
  }

  private void policies() {
    engine.add(
        AdmissionPolicy.class,
        new CoreAdmission(FakeConfig.of(CoreAdmission.Config.class)),
        "core",
        0,
        1);
    engine.add(RateLimitPolicy.class, new CoreRateLimit(), "core", 0, 2);
    engine.add(ScoringPolicy.class, new NoScoring(), "none", 0, 3);
    engine.add(MisbehaviourPolicy.class, new CoreMisbehaviour(), "core", 0, 4);
    engine.add(EvictionPolicy.class, new ProtectedEviction(), "core", 0, 5);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(transport.host(), Simulation.PORT);
  }

  String tip() {
    return chain.tip().hash().toString();
  }

  int height() {
    return chain.tip().height();
  }

  List<PeerView> established() {
    return engine.peers().stream().filter(peer -> peer.state() == PeerState.ESTABLISHED).toList();
  }

  /** The most recent end of a connection. */
  Node.Ended lastEnded() {
    List<Node.Ended> ended = engine.ended();
    if (ended.isEmpty()) {
      throw new AssertionError("no connection of " + name + " ended");
    }
    return ended.get(ended.size() - 1);
  }

  long ended(CloseReason.Code code) {
    return engine.endedByReason().getOrDefault(code, 0L);
  }

  /** Loses every link without a word. */
  void loseLinks() {
    transport.links().forEach(VirtualLink::cut);
  }

  /** Finds headers on the tip, the last of them now; answers the new tip. */
  HeaderView mine(int count) {
    return mineOn(chain.tip(), count);
  }

  /** Finds a branch that leaves the best chain so many headers before its tip. */
  HeaderView mineBeside(int depth, int count) {
    return mineOn(chain.header(height() - depth).orElseThrow(), count);
  }

  private HeaderView mineOn(HeaderView parent, int count) {
    List<BlockHeader> headers = new ArrayList<>();
    long wall = simulation.loop.wallTime().getEpochSecond();
    long first = Math.max(parent.header().time() + 1, wall - (count - 1) * SPACING);
    Hash256 mark = new Hash256(simulation.loop.random().nextLong(), 1, 2, 3);
    Hash256 previous = parent.hash();
    for (int i = 0; i < count; i++) {
      long time = Math.min(first + i * SPACING, Math.max(wall, first) + i);
      BlockHeader header = find(previous, mark, time);
      headers.add(header);
      previous = header.hash();
    }
    take(headers);
    return chain.header(previous).orElseThrow();
  }

  /** Takes blocks as if it had found them. */
  void take(RegtestChain mined, int from) {
    for (int height = from; height <= mined.height(); height++) {
      List<Blocks.Outcome> outcome = new ArrayList<>();
      blocks.offer(mined.block(height), true, outcome::add);
      simulation.await("taken", Duration.ofSeconds(1), () -> !outcome.isEmpty());
    }
    simulation.await(
        "connected",
        Duration.ofSeconds(1),
        () -> blocks.tip().hash().equals(mined.tip()) && chain.tip().hash().equals(mined.tip()));
  }

  private static BlockHeader find(Hash256 previous, Hash256 mark, long time) {
    for (long nonce = 0; ; nonce++) {
      BlockHeader header = new BlockHeader(4, previous, mark, time, 0x207fffffL, nonce);
      if (CompactTarget.isMetBy(header.hash(), header.bits())) {
        return header;
      }
    }
  }

  private void take(List<BlockHeader> headers) {
    HeaderIntake intake = chain.intake();
    for (int from = 0; from < headers.size(); from += 2000) {
      List<HeaderIntake.Outcome> outcome = new ArrayList<>();
      intake.offer(
          headers.subList(from, Math.min(headers.size(), from + 2000)), true, outcome::add);
      simulation.await("mined", Duration.ofSeconds(1), () -> !outcome.isEmpty());
      Optional<HeaderIntake.Outcome> bad =
          outcome.stream()
              .filter(each -> each.kind() != HeaderIntake.Outcome.Kind.ACCEPTED)
              .findFirst();
      if (bad.isPresent()) {
        throw new AssertionError(bad.get().kind() + " " + bad.get().fact());
      }
    }
    intake.close();
  }

  void close() {
    engine.stop();
    book.stop();
    try {
      if (blocks != null) {
        blocks.stop();
      }
      chain.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
