package org.patchbay.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.patchbay.engine.NodeLoop;

/** Tasks handed from another thread to the real node loop, counted as tasks. */
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LoopBench {
  private static final int BATCH = 1000;

  private NodeLoop loop;
  private long ran;

  /** A running loop. */
  @Setup
  public void start() {
    loop = new NodeLoop(Duration.ofSeconds(5));
  }

  /** Ends it. */
  @TearDown
  public void stop() {
    loop.stop();
  }

  /** A thousand tasks posted one by one while the loop drains them, until the last has run. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long batch() throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    for (int i = 1; i < BATCH; i++) {
      loop.execute(this::count);
    }
    loop.execute(last::countDown);
    last.await();
    return ran;
  }

  /** One task posted to a loop that rests, until it has run: two threads woken. */
  @Benchmark
  public long single() throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    loop.execute(last::countDown);
    last.await();
    return ran;
  }

  private void count() {
    ran++;
  }
}
