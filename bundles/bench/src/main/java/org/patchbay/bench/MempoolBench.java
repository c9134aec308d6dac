package org.patchbay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.patchbay.api.mempool.Mempool.Kind;
import org.patchbay.api.node.Environment;
import org.patchbay.mempool.BoundedMempool;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.Spends;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/**
 * Offers of 20,000 transactions with two inputs and two outputs each to an empty pool, counted as
 * transactions; half of them spend what the others make.
 */
@State(Scope.Thread)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx768m", "-Dslf4j.internal.verbosity=ERROR"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MempoolBench {
  private static final int COUNT = 20_000;
  private static final long COIN = 100_000_000;

  private record Regtest(Network network, Path dataFolder, String version) implements Environment {}

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeBlocks blocks = new FakeBlocks(loop);
  private final List<byte[]> payloads = new ArrayList<>();
  private final List<Transaction> offers = new ArrayList<>();
  private Line line;
  private BoundedMempool pool;

  /** Makes coins and the transactions that spend them. */
  @Setup
  public void make() throws IOException {
    line = new Line(Files.createDirectories(Place.target().resolve("mempool")));
    for (int i = 0; i < COUNT; i += 2) {
      Transaction parent = pay(coin(2 * i), coin(2 * i + 1), 2 * COIN - 1000);
      Transaction child = pay(output(parent, 0), output(parent, 1), 2 * COIN - 2000);
      for (Transaction tx : List.of(parent, child)) {
        WireWriter out = new WireWriter(tx.size());
        tx.write(out);
        payloads.add(out.toBytes());
      }
    }
  }

  /** Closes its files. */
  @TearDown
  public void close() throws IOException {
    line.close();
  }

  private OutPoint coin(int number) {
    OutPoint place = new OutPoint(new Hash256(number * 0x9E3779B97F4A7C15L, 2, 3, 4), 0);
    blocks.coinMap().add(place, new TxOut(COIN, Spends.SCRIPT), 0, false);
    return place;
  }

  private static OutPoint output(Transaction tx, int index) {
    return new OutPoint(tx.txid(), index);
  }

  private static Transaction pay(OutPoint a, OutPoint b, long total) {
    TxOut half = new TxOut(total / 2, Spends.SCRIPT);
    return Spends.spend(List.of(a, b), List.of(half, half));
  }

  /** An empty pool and transactions of which nobody asked anything yet. */
  @Setup(Level.Invocation)
  public void begin() throws MalformedException {
    Environment regtest = new Regtest(Network.REGTEST, Path.of(""), "0.1.0");
    pool =
        new BoundedMempool(
            loop, regtest, blocks, line.chain(), FakeConfig.of(BoundedMempool.Config.class));
    offers.clear();
    for (byte[] payload : payloads) {
      offers.add(Transaction.read(new WireReader(payload)));
    }
  }

  /** With both hashes of each. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int offer() {
    for (Transaction tx : offers) {
      if (pool.offer(tx).kind() != Kind.ACCEPTED) {
        throw new IllegalStateException(tx + " was refused");
      }
    }
    int size = pool.size();
    pool.stop();
    return size;
  }

  /** The hashes alone, to be taken off. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int hash() {
    int sum = 0;
    for (Transaction tx : offers) {
      sum += tx.wtxid().hashCode() + tx.txid().hashCode();
    }
    pool.stop();
    return sum;
  }
}
