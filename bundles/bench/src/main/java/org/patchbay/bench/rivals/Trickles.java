package org.patchbay.bench.rivals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.patchbay.api.relay.AnnounceGroup.Kind;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.relay.CoreRelay;
import org.patchbay.relay.ScoreRelay;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeGroup;
import org.patchbay.sim.FakeOffer;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;

/**
 * How long transactions wait until groups of peers are told of them, and in how many messages.
 * Seven transactions a second, of which nobody knows any before; four outbound peers with a score
 * of 1, four with 0, and all inbound peers in one group whose best has 0.5. Two hours on virtual
 * time, from seed 1.
 */
final class Trickles {
  private static final Duration LENGTH = Duration.ofHours(2);
  private static final Duration PERIOD = Duration.ofNanos(1_000_000_000 / 7);
  private static final int OF_EACH = 4;

  private Trickles() {}

  static Table table() {
    Map<String, RelayPolicy> policies = new LinkedHashMap<>();
    policies.put("core", new CoreRelay(FakeConfig.of(CoreRelay.Config.class)));
    policies.put("score", new ScoreRelay(FakeConfig.of(ScoreRelay.Config.class)));
    List<List<String>> rows = new ArrayList<>();
    policies.forEach((name, policy) -> rows.add(row(name, policy)));
    return new Table(
        "relay: mean seconds until told, and messages a minute to one group",
        List.of("best outbound", "worst outbound", "inbound", "msgs best", "msgs worst", "msgs in"),
        rows);
  }

  private static List<String> row(String name, RelayPolicy policy) {
    VirtualLoop loop = new VirtualLoop(1);
    List<Waiting> best = new ArrayList<>();
    List<Waiting> worst = new ArrayList<>();
    for (int i = 0; i < OF_EACH; i++) {
      best.add(new Waiting(loop, policy, group(Kind.OUTBOUND, 1)));
      worst.add(new Waiting(loop, policy, group(Kind.OUTBOUND, 0)));
    }
    Waiting inbound = new Waiting(loop, policy, group(Kind.INBOUND, 0.5));
    List<Waiting> all = new ArrayList<>(best);
    all.addAll(worst);
    all.add(inbound);
    for (long i = 0; i < LENGTH.dividedBy(PERIOD); i++) {
      Offer offer = FakeOffer.of(loop.now(), 1_000, 200, 0);
      all.forEach(group -> group.queue.add(offer));
      loop.advance(PERIOD);
    }
    List<String> row = new ArrayList<>(List.of(name));
    for (List<Waiting> some : List.of(best, worst, List.of(inbound))) {
      row.add(number(some.stream().mapToDouble(Waiting::meanSeconds).average().orElseThrow()));
    }
    for (List<Waiting> some : List.of(best, worst, List.of(inbound))) {
      double messages = some.stream().mapToLong(each -> each.messages).average().orElseThrow();
      row.add(number(messages / LENGTH.toMinutes()));
    }
    return row;
  }

  private static FakeGroup group(Kind kind, double score) {
    FakePeer peer =
        (kind == Kind.INBOUND ? FakePeer.inbound() : FakePeer.outbound())
            .established()
            .score(score);
    return FakeGroup.of(kind, peer);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** A group and what it was not told yet. */
  private static final class Waiting {
    private final VirtualLoop loop;
    private final RelayPolicy policy;
    private final FakeGroup group;
    private final List<Offer> queue = new ArrayList<>();
    private long messages;
    private long told;
    private double waited;

    Waiting(VirtualLoop loop, RelayPolicy policy, FakeGroup group) {
      this.loop = loop;
      this.policy = policy;
      this.group = group;
      next();
    }

    private void next() {
      loop.after(Duration.ofNanos(policy.delay(group, loop.random())), this::tell);
    }

    private void tell() {
      List<Offer> batch = queue.isEmpty() ? List.of() : policy.batch(group, List.copyOf(queue));
      for (Offer each : batch) {
        waited += loop.now() - each.offeredAt();
      }
      told += batch.size();
      messages += batch.isEmpty() ? 0 : 1;
      queue.removeAll(batch);
      next();
    }

    double meanSeconds() {
      return waited / told / 1e9;
    }
  }
}
