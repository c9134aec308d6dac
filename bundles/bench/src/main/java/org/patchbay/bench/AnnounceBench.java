package org.patchbay.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.patchbay.api.mempool.Mempool;

/**
 * A queue of 10,000 transactions, told to 1,000 peers in batches of 1,000: nanoseconds for one
 * transaction and one peer, from the policy's choice to the message at the link.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Dslf4j.internal.verbosity=ERROR", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnnounceBench {
  private static final int PEERS = 1_000;
  private static final int OFFERS = 10_000;

  /** Of how many transactions each peer knows one; 0 for none. */
  @Param({"0", "16"})
  int knowsOneOf;

  private final List<Mempool.Entry> entries = Offers.of(OFFERS);
  private Crowd crowd;

  /** A fresh crowd to whom it is all news; trusted peers wait for nothing, so no time passes. */
  @Setup(Level.Invocation)
  public void offer() {
    crowd = new Crowd(PEERS, "noban@0.0.0.0/0");
    entries.forEach(crowd.engine.relay()::offer);
    for (int peer = 0; knowsOneOf > 0 && peer < PEERS; peer++) {
      for (int i = peer % knowsOneOf; i < OFFERS; i += knowsOneOf) {
        crowd.parts.get(peer).knows(entries.get(i).transaction().wtxid());
      }
    }
  }

  /** Tells it all. */
  @Benchmark
  @OperationsPerInvocation(PEERS * OFFERS)
  public long tell() {
    crowd.loop.runDue();
    return crowd.sent();
  }

  /** Every peer was told in ten messages. */
  @TearDown(Level.Invocation)
  public void check() {
    long inv = crowd.sent() / PEERS - 1;
    if (inv != 10) {
      throw new IllegalStateException(inv + " messages to a peer (must be 10)");
    }
  }
}
