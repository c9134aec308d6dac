package org.patchbay.bench.rivals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.ratelimit.BucketRateLimit;
import org.patchbay.ratelimit.CoreRateLimit;
import org.patchbay.ratelimit.FairRateLimit;
import org.patchbay.ratelimit.SubnetRateLimit;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.VirtualLoop;

/**
 * What rate limits leave of greedy peers, and what they cost modest ones. Ninety modest peers send
 * five transactions of 500 bytes a second each; greedy ones send as fast as their lines carry, 2.5
 * MB/s, half of them transactions of 10,000 bytes, half of 2,000. The node can take about 10 MB/s,
 * and serves peers in turn, as the engine does. All as delivered but {@code fair}, which is told 8
 * MB/s. Twenty seconds on virtual time, from seed 1.
 */
final class Rates {
  private static final int MODEST = 90;
  private static final int SECONDS = 20;
  private static final long RATE = 8_000_000;
  private static final int NEIGHBOURS = 9;

  private static final Map<String, Supplier<RateLimitPolicy>> POLICIES = policies();

  private Rates() {}

  private static Map<String, Supplier<RateLimitPolicy>> policies() {
    Map<String, Supplier<RateLimitPolicy>> policies = new LinkedHashMap<>();
    policies.put("core", CoreRateLimit::new);
    policies.put("bucket", () -> new BucketRateLimit(FakeConfig.of(BucketRateLimit.Config.class)));
    policies.put("subnet", () -> new SubnetRateLimit(FakeConfig.of(SubnetRateLimit.Config.class)));
    policies.put(
        "fair",
        () -> new FairRateLimit(FakeConfig.of(FairRateLimit.Config.class, "bytes.rate", RATE)));
    return policies;
  }

  static List<Table> tables() {
    return List.of(
        table("ten greedy peers, each of a group of its own", 10, false),
        table("ten greedy peers and nine modest ones of one group", 10, true),
        table("two greedy peers", 2, false));
  }

  private static Table table(String title, int greedy, boolean together) {
    List<List<String>> rows = new ArrayList<>();
    POLICIES.forEach((name, policy) -> rows.add(row(name, policy.get(), greedy, together)));
    return new Table(
        "rate limit: " + title,
        List.of(
            "MB/s in all",
            "one of 10,000",
            "one of 2,000",
            "modest served, %",
            "they wait, ms",
            "node busy, %"),
        rows);
  }

  private static List<String> row(
      String name, RateLimitPolicy policy, int greedy, boolean together) {
    Desk desk = new Desk(new VirtualLoop(1));
    List<Sender> modest =
        IntStream.range(0, MODEST)
            .mapToObj(i -> Sender.modest(desk, policy, i, together && i < NEIGHBOURS ? -1 : i))
            .toList();
    List<Sender> large = greedy(desk, policy, MODEST, greedy / 2, together, 10_000);
    List<Sender> small = greedy(desk, policy, MODEST + greedy / 2, greedy / 2, together, 2_000);
    desk.loop.advance(Duration.ofSeconds(SECONDS));
    double offered = modest.stream().mapToLong(Sender::offered).sum();
    long wait = modest.stream().mapToLong(Sender::longestWait).max().orElseThrow();
    return List.of(
        name,
        number(2, rate(modest) + rate(large) + rate(small)),
        number(2, rate(large) / large.size()),
        number(2, rate(small) / small.size()),
        number(1, 100 * rate(modest) * SECONDS * 1e6 / offered),
        number(0, wait / 1e6),
        number(0, 100.0 * desk.worked() / SECONDS / 1e9));
  }

  private static List<Sender> greedy(
      Desk desk, RateLimitPolicy policy, int first, int count, boolean together, int bytes) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> Sender.greedy(desk, policy, i, together ? -1 : i, bytes))
        .toList();
  }

  /** Megabytes a second of all of them. */
  private static double rate(List<Sender> senders) {
    return senders.stream().mapToLong(Sender::handled).sum() / 1e6 / SECONDS;
  }

  private static String number(int decimals, double value) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
