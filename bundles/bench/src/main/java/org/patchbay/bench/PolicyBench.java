package org.patchbay.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.eviction.ProtectedEviction;
import org.patchbay.eviction.ScoredEviction;
import org.patchbay.ratelimit.BucketRateLimit;
import org.patchbay.scoring.WeightedScoring;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.RandomPeers;

/** One question to a policy, in nanoseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBench {
  private static final String[] COMMANDS = {
    "ping", "inv", "tx", "headers", "getheaders", "pong", "getdata", "block"
  };

  /** Slow enough for every class. */
  private static final long STEP = 10_000_000;

  private final FakePeer peer = FakePeer.inbound().established().minPing(40_000_000);
  private final Fact fact = Fact.latency(40_000_000);
  private final PeerLimit limit =
      new BucketRateLimit(FakeConfig.of(BucketRateLimit.Config.class)).open(peer, 0);
  private final PeerLimit full =
      new BucketRateLimit(FakeConfig.of(BucketRateLimit.Config.class)).open(peer, 0);
  private final PeerScore score =
      new WeightedScoring(FakeConfig.of(WeightedScoring.Config.class)).open(peer, 0);
  private int messages;
  private long now;

  /** A bucket that is empty. */
  @Setup
  public void empty() {
    while (full.onMessage("inv", 36, 0) == RateLimit.PASS) {
      messages++;
    }
  }

  /** Candidates by chance, always the same. */
  @State(Scope.Thread)
  public static class Candidates {
    /** Twice as many as Bitcoin Core takes by default, and as many as a large node may. */
    @Param({"250", "5000"})
    public int count;

    List<PeerView> peers;

    /** Makes them. */
    @Setup
    public void make() {
      peers = List.copyOf(new RandomPeers(1).population(count, STEP));
    }
  }

  /** A message that passes its token bucket. */
  @Benchmark
  public RateLimit bucketPass() {
    now += STEP;
    RateLimit answer = limit.onMessage(COMMANDS[messages++ & 7], 100, now);
    if (answer != RateLimit.PASS) {
      throw new IllegalStateException(answer.toString());
    }
    return answer;
  }

  /** A message that has to wait. */
  @Benchmark
  public RateLimit bucketPause() {
    return full.onMessage("inv", 36, 0);
  }

  /** A fact told, and the score asked. */
  @Benchmark
  public double weightedScore() {
    now += STEP;
    score.on(fact, now);
    return score.score(peer.bytesIn(now >>> 10), now);
  }

  /** Protection sets, then the largest group's youngest. */
  @Benchmark
  public Optional<PeerView> evictCore(Candidates candidates) {
    return new ProtectedEviction().evict(candidates.peers, STEP);
  }

  /** Protection sets, then the lowest score. */
  @Benchmark
  public Optional<PeerView> evictScored(Candidates candidates) {
    return new ScoredEviction().evict(candidates.peers, STEP);
  }
}
