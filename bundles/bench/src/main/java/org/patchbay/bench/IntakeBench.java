package org.patchbay.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.patchbay.codec.StandardCodec;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Headers;

/**
 * Intake of 100,000 headers into an empty chain, messages of 2,000 each, counted as headers:
 * judged, written to the file and entered, on one thread. Nothing is forced to the medium.
 */
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class IntakeBench {
  private static final int COUNT = 100_000;
  private static final String FILE = "headers.dat";

  private final StandardCodec codec = new StandardCodec();
  private final List<List<BlockHeader>> messages = new ArrayList<>();
  private final List<ByteBuffer> payloads = new ArrayList<>();
  private Path folder;
  private Line line;

  /** Mines the headers. */
  @Setup
  public void mine() throws IOException {
    BlockHeader last = Network.REGTEST.genesis();
    for (int made = 0; made < COUNT; made += Headers.MAX_ENTRIES) {
      List<BlockHeader> headers = Line.mine(last, Headers.MAX_ENTRIES);
      last = headers.get(headers.size() - 1);
      messages.add(headers);
      payloads.add(codec.encode(new Headers(headers)));
    }
    folder = Files.createDirectories(Place.target().resolve("intake"));
    Files.deleteIfExists(folder.resolve(FILE));
  }

  /** An empty chain. */
  @Setup(Level.Invocation)
  public void open() throws IOException {
    line = new Line(folder);
  }

  /** Leaves nothing behind. */
  @TearDown(Level.Invocation)
  public void close() throws IOException {
    line.close();
    Files.deleteIfExists(folder.resolve(FILE));
  }

  /** Headers that were decoded, and hashed with it, before. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int take() {
    messages.forEach(line::take);
    return line.chain().tip().height();
  }

  /** Headers from their payloads. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int decodeAndTake() throws MalformedException {
    for (ByteBuffer payload : payloads) {
      line.take(((Headers) codec.decode("headers", payload.duplicate())).headers());
    }
    return line.chain().tip().height();
  }
}
