package org.patchbay.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.patchbay.api.metrics.Metrics.MessageRow;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.observe.Observer.Item;
import org.patchbay.api.observe.Observer.Step;
import org.patchbay.metrics.MessageMetrics;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Hash256;

/** What statistics cost the node loop: one call of the observer, in nanoseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MetricsBench {
  private static final String[] COMMANDS = {
    "ping", "inv", "tx", "headers", "getheaders", "pong", "getdata", "block"
  };
  private static final int TRANSACTIONS = 1 << 14;

  private final FakePeer peer = FakePeer.inbound().established();
  private final VirtualLoop loop = new VirtualLoop(1);
  private final MessageMetrics metrics =
      new MessageMetrics(loop, FakeConfig.of(MessageMetrics.Config.class));
  private final Observer observer = metrics;
  private final long[] times = new long[1 << 10];
  private final Hash256[] ids = new Hash256[TRANSACTIONS];
  private int calls;

  /** Times by chance, from a microsecond to a millisecond. */
  @Setup
  public void make() {
    loop.runDue();
    for (int i = 0; i < times.length; i++) {
      times[i] = 1_000 + loop.random().nextInt(1_000_000);
    }
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new Hash256(loop.random().nextLong(), i, 0, 0);
    }
  }

  /** A single message that was handled. */
  @Benchmark
  public void received() {
    int call = calls++;
    long time = times[call & 1_023];
    observer.received(peer, COMMANDS[call & 7], 1, 100, time, time >> 3);
  }

  /** A run of 100 messages that was handled. */
  @Benchmark
  public void receivedRun() {
    int call = calls++;
    long time = times[call & 1_023];
    observer.received(peer, "tx", 100, 25_000, time, time << 3);
  }

  /** A message that was sent. */
  @Benchmark
  public void sent() {
    observer.sent(peer, COMMANDS[calls++ & 7], 100);
  }

  /** A transaction that is accepted, announced and asked for, beyond what the ring holds. */
  @Benchmark
  public void spread() {
    int call = calls++;
    Hash256 id = ids[call & (TRANSACTIONS - 1)];
    observer.spread(Item.TRANSACTION, id, Step.ACCEPTED, 0, call);
    observer.spread(Item.TRANSACTION, id, Step.ANNOUNCED, 1, call + 10);
    observer.spread(Item.TRANSACTION, id, Step.REQUESTED, 1, call + 20);
  }

  /** All rows of an answer for the operator, copied and computed. */
  @Benchmark
  public List<MessageRow> messages() {
    if (calls == 0) {
      for (int i = 0; i < 10_000; i++) {
        received();
      }
    }
    return metrics.messages();
  }
}
