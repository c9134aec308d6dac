package org.patchbay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingLong;

import java.util.List;
import java.util.Optional;
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
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.api.rules.Rules;
import org.patchbay.rules.KeptRules;
import org.patchbay.rules.RulesEviction;
import org.patchbay.rules.RulesRateLimit;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.contract.RandomPeers;

/**
 * Fifty rules and one peer that none of them matches, so that all are looked at, in nanoseconds a
 * peer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RulesBench {
  private static final int RULES = 50;
  private static final long STEP = 10_000_000;

  private static final String[] CONDITIONS = {
    "agent.matches('(?i)spider%d|crawl') && direction == 'inbound'",
    "bytes_today > 50%d000000 && useful * 1000 < bytes_in / 1000",
    "asn in [13335, 16509, 649%d] && cpu > 0.2",
    "address.within('203.0.%d.0/24') || group == 'AS649%1$d'",
    "age_s > 3%d00 && blocks == 0 && (min_ping_ms > 2000.0 || useless > 100)",
    "agent.matches('^/Satoshi:0\\\\.%d') && !('noban' in permissions) && bytes_out_today > 1000",
    "agent.startsWith('/x%d') && peers_at_host > 3 && network in ['ipv4', 'ipv6']",
  };

  private final KeptRules rules = new KeptRules(new VirtualLoop(1));
  private final FakePeer peer =
      FakePeer.inbound()
          .established()
          .id(7)
          .group("AS65001")
          .autonomousSystem(65_001)
          .minPing(40_000_000)
          .bytesIn(1_000_000)
          .bytesOut(1_000_000);
  private List<? extends Rules.Rule> all;
  private PeerLimit limit;
  private long now;
  private EvictionPolicy eviction;
  private List<PeerView> candidates;
  private List<PeerView> oldestFirst;

  /** Takes the rules. */
  @Setup
  public void take() {
    take(rules, "throttle 10/s");
    all = rules.inForce();
    limit = new RulesRateLimit(rules).open(peer, 0);
    KeptRules evicting = new KeptRules(new VirtualLoop(1));
    take(evicting, "evict first");
    eviction = new RulesEviction(evicting);
    candidates = List.copyOf(new RandomPeers(1).population(5_000, STEP));
    oldestFirst =
        candidates.stream()
            .sorted(comparingLong(PeerView::connectedAt).thenComparingLong(PeerView::id))
            .toList();
  }

  private static void take(KeptRules rules, String then) {
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < RULES; i++) {
      file.append("rule r").append(i).append("\nwhen ");
      file.append(CONDITIONS[i % CONDITIONS.length].formatted(10 + i));
      file.append("\nthen ").append(then).append("\n");
    }
    rules
        .take(file.toString().getBytes(UTF_8))
        .ifPresent(
            refusal -> {
              throw new IllegalStateException(refusal);
            });
  }

  /** Bytes and time moved on; agent, AS, network and so on are as before. */
  @Benchmark
  public PeerLimit factsChanged() {
    now += STEP;
    limit.look(peer.bytesIn(1_000_000 + (now >>> 20)), now);
    return limit;
  }

  /** The agent is one that nobody had before, so that nothing that is remembered holds. */
  @Benchmark
  public PeerLimit strangeAgent() {
    now += STEP;
    limit.look(peer.userAgent("/Satoshi:28." + now + "/"), now);
    return limit;
  }

  /** Five thousand candidates in the order in which the node gives them. */
  @Benchmark
  public Optional<PeerView> evictAmongFiveThousandOldestFirst() {
    now += STEP;
    return eviction.evict(oldestFirst, now);
  }

  /** Five thousand candidates in no order, in all: none is evicted by a rule. */
  @Benchmark
  public Optional<PeerView> evictAmongFiveThousand() {
    now += STEP;
    return eviction.evict(candidates, now);
  }

  /** Without anything remembered, as {@code rules:list} asks. */
  @Benchmark
  public int whole() {
    now += STEP;
    int matches = 0;
    for (Rules.Rule each : all) {
      matches += each.matches(peer, now) ? 1 : 0;
    }
    if (matches != 0) {
      throw new IllegalStateException(matches + " match");
    }
    return matches;
  }
}
