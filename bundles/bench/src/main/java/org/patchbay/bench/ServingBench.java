package org.patchbay.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.patchbay.api.chain.Chain;
import org.patchbay.codec.StandardCodec;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.message.Headers;

/**
 * Answers to getheaders from a chain of 200,000, 2,000 headers each, counted as headers. The chain
 * is mined once and stays in {@code target/chain}.
 */
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ServingBench {
  private static final int HEIGHT = 200_000;
  private static final int MOST = Headers.MAX_ENTRIES;

  private final StandardCodec codec = new StandardCodec();
  private Line line;
  private Chain chain;
  private List<List<Hash256>> inTurn;
  private List<List<Hash256>> anywhere;
  private int asked;

  /** Loads the chain, or makes it. */
  @Setup
  public void load() throws IOException {
    Path folder = Files.createDirectories(Place.target().resolve("chain"));
    line = new Line(folder);
    line.reach(HEIGHT);
    chain = line.chain();
    SplittableRandom random = new SplittableRandom(1);
    inTurn = locators(HEIGHT / MOST, i -> i * MOST);
    anywhere = locators(4096, i -> random.nextInt(HEIGHT - MOST + 1));
  }

  /** Closes its file. */
  @TearDown
  public void close() throws IOException {
    line.close();
  }

  private List<List<Hash256>> locators(int count, IntUnaryOperator height) {
    List<List<Hash256>> locators = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Hash256 at = chain.header(height.applyAsInt(i)).orElseThrow().hash();
      locators.add(chain.locator(at));
    }
    return locators;
  }

  /** Each answer goes on where the last one ended, as for a peer that syncs. */
  @Benchmark
  @OperationsPerInvocation(MOST)
  public List<BlockHeader> inTurn() {
    return after(inTurn);
  }

  /** Each answer begins at a random height. */
  @Benchmark
  @OperationsPerInvocation(MOST)
  public List<BlockHeader> anywhere() {
    return after(anywhere);
  }

  /** The same, encoded. */
  @Benchmark
  @OperationsPerInvocation(MOST)
  public ByteBuffer anywhereEncoded() {
    return codec.encode(new Headers(after(anywhere)));
  }

  private List<BlockHeader> after(List<List<Hash256>> locators) {
    List<Hash256> locator = locators.get(asked++ % locators.size());
    List<BlockHeader> headers = chain.after(locator, Hash256.ZERO, MOST);
    if (headers.size() != MOST) {
      throw new IllegalStateException(headers.size() + " headers after " + locator.get(0));
    }
    return headers;
  }
}
