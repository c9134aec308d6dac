package org.patchbay.it.simulation;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.patchbay.admission.CoreAdmission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.node.Environment;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.codec.StandardCodec;
import org.patchbay.engine.Engine;
import org.patchbay.engine.EngineSettings;
import org.patchbay.engine.LocalEnvironment;
import org.patchbay.engine.NodeLoop;
import org.patchbay.engine.WorkerPool;
import org.patchbay.eviction.ProtectedEviction;
import org.patchbay.misbehaviour.CoreMisbehaviour;
import org.patchbay.protocols.BlockProtocol;
import org.patchbay.protocols.HandshakeProtocol;
import org.patchbay.protocols.PingProtocol;
import org.patchbay.ratelimit.CoreRateLimit;
import org.patchbay.scoring.NoScoring;
import org.patchbay.sim.FakeConfig;
import org.patchbay.transport.NettyTransport;
import org.patchbay.wire.Block;
import org.patchbay.wire.Network;

/** A whole node by constructors, on real sockets and real time, whose blocks are a shelf. */
final class SocketNode implements AutoCloseable {
  final Shelf shelf;
  final Engine engine;
  private final NodeLoop loop = new NodeLoop(Duration.ofSeconds(5));
  private final WorkerPool workers = new WorkerPool(loop);
  private final NettyTransport transport;

  SocketNode(Network network, Path folder, List<Block> blocks, String... connect)
      throws IOException {
    Environment environment = new LocalEnvironment(network, folder, "0.1.0");
    KnownHeaders headers = new KnownHeaders(network, loop, blocks);
    shelf = new Shelf(headers, loop);
    transport =
        new NettyTransport(FakeConfig.of(NettyTransport.Config.class, "threads", 1), environment);
    transport.bindCodec(new StandardCodec());
    Map<String, Object> values = new HashMap<>();
    values.put("listen", new String[] {"127.0.0.1:0"});
    values.put("outbound", 0);
    values.put("connect", connect);
    engine = new Engine(loop, workers, environment, transport, EngineSettings.of(network, values));
    policies();
    engine.add(new HandshakeProtocol(headers));
    engine.add(new PingProtocol());
    engine.add(
        new BlockProtocol(headers, shelf, workers, FakeConfig.of(BlockProtocol.Config.class)));
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

  /** Begins; answers where it listens. */
  InetSocketAddress start() {
    engine.start();
    await("it listens", () -> !engine.listening().isEmpty());
    return engine.listening().get(0);
  }

  /** Waits in real time. */
  void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within 30 s: " + what + "; ended " + engine.ended());
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    engine.stop();
    try {
      transport.deactivate();
    } catch (InterruptedException e) {
      throw new IllegalStateException("stopped while stopping", e);
    }
    workers.stop();
    loop.stop();
  }
}
