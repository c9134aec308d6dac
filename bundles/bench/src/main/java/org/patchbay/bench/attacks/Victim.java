package org.patchbay.bench.attacks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.patchbay.addrbook.BucketAddressBook;
import org.patchbay.admission.CoreAdmission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.chain.HeaderChain;
import org.patchbay.engine.Engine;
import org.patchbay.engine.EngineSettings;
import org.patchbay.engine.LocalEnvironment;
import org.patchbay.mempool.BoundedMempool;
import org.patchbay.misbehaviour.CoreMisbehaviour;
import org.patchbay.protocols.AddressProtocol;
import org.patchbay.protocols.HandshakeProtocol;
import org.patchbay.protocols.PingProtocol;
import org.patchbay.protocols.TransactionProtocol;
import org.patchbay.ratelimit.CoreRateLimit;
import org.patchbay.record.NodeRecorder;
import org.patchbay.relay.CoreRelay;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualNetwork;
import org.patchbay.sim.VirtualTransport;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;

/**
 * The node under attack: everything but blocks, Bitcoin Core's policies in all slots but the two
 * that are tried, no outbound connections. Confined to one thread.
 */
final class Victim implements AutoCloseable {
  private static final int PORT = 18_444;
  private static final String CEILING = "wants to end more than ";

  final BoundedMempool mempool;
  final FakeBlocks blocks;
  private final VirtualTransport transport;
  private final Path folder;
  private final HeaderChain chain;
  private final Engine engine;
  private final VirtualLoop loop;

  Victim(
      VirtualNetwork network, int slots, EvictionPolicy eviction, ScoringPolicy scoring, Work work)
      throws IOException {
    this(network, slots, "eviction", eviction, "scoring", scoring, work);
  }

  /** A node whose policies that are tried have names. */
  Victim(
      VirtualNetwork network,
      int slots,
      String evictionName,
      EvictionPolicy eviction,
      String scoringName,
      ScoringPolicy scoring,
      Work work)
      throws IOException {
    loop = network.loop();
    VirtualWorkers workers = new VirtualWorkers(loop);
    folder = Files.createTempDirectory("attack");
    Environment environment = new LocalEnvironment(Network.REGTEST, folder, "0.1.0");
    transport = network.host();
    chain = new HeaderChain(loop, workers, environment);
    blocks = new FakeBlocks(loop);
    mempool =
        new BoundedMempool(
            loop, environment, blocks, chain, FakeConfig.of(BoundedMempool.Config.class));
    Map<String, ?> values =
        Map.of(
            "listen",
            new String[] {"0.0.0.0:" + PORT},
            "outbound",
            0,
            "block.relay",
            0,
            "max.inbound",
            slots);
    engine =
        new Engine(
            loop, workers, environment, transport, EngineSettings.of(Network.REGTEST, values));
    policies();
    engine.add(ScoringPolicy.class, scoring, scoringName, 0, 3);
    engine.add(EvictionPolicy.class, work.counted(eviction), evictionName, 0, 5);
    BucketAddressBook book = new BucketAddressBook(loop);
    TransactionProtocol transactions = new TransactionProtocol(mempool, blocks, loop);
    transactions.bindRelay(engine.relay());
    engine.add(book);
    engine.add(new HandshakeProtocol(null));
    engine.add(new PingProtocol());
    engine.add(new AddressProtocol(book));
    engine.add(transactions);
    engine.add(work);
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
    engine.add(MisbehaviourPolicy.class, new CoreMisbehaviour(), "core", 0, 4);
    engine.add(
        RelayPolicy.class, new CoreRelay(FakeConfig.of(CoreRelay.Config.class)), "core", 0, 6);
  }

  /** What records the node, in a folder. */
  NodeRecorder recorder(Path where) throws IOException {
    Environment environment = new LocalEnvironment(Network.REGTEST, where, "0.1.0");
    return new NodeRecorder(loop, environment, engine.proceedings());
  }

  InetSocketAddress address() {
    return new InetSocketAddress(transport.host(), PORT);
  }

  /** Inbound connections of one side. */
  int connections(boolean hostile) {
    return (int)
        transport.links().stream()
            .filter(link -> link.inbound() && Work.hostile(link.address()) == hostile)
            .count();
  }

  /**
   * Slots whose policy the engine took out because it wanted to end too many connections, as it may
   * under an attack of very many.
   *
   * @throws IllegalStateException when one was taken out for anything else
   */
  String benched() {
    StringJoiner slots = new StringJoiner(" ");
    for (Node.Slot slot : engine.slots()) {
      for (String reason : slot.benched().values()) {
        if (!reason.startsWith(CEILING)) {
          throw new IllegalStateException("benched in " + slot.name() + ": " + reason);
        }
        slots.add(slot.name());
      }
    }
    return slots.toString();
  }

  @Override
  public void close() throws IOException {
    engine.stop();
    mempool.stop();
    chain.stop();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
