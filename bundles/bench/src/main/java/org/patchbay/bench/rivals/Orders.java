package org.patchbay.bench.rivals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.scoring.WeightedScoring;
import org.patchbay.selection.CoreSelection;
import org.patchbay.selection.ProvenSelection;
import org.patchbay.selection.ScoredSelection;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeLedger;
import org.patchbay.sim.FakePeer;

/**
 * Who is asked for new blocks, and how long they take. Nine peers, three of each of three kinds. A
 * day of blocks of 1.5 MB, one each ten minutes, which each peer has with a chance of a half when
 * the first announces it; of those the policy's first is asked, of equals any. A block takes a
 * round trip and its time on the line. {@code score} goes by the weighted score, told of what each
 * peer sends: its blocks, and 50 bytes a second. From seed 1.
 */
final class Orders {
  private static final int BLOCKS = 144;
  private static final long BYTES = 1_500_000;
  private static final long PERIOD = 600_000_000_000L;
  private static final long CHATTER = 50L * 600;
  private static final Kind FAST = new Kind("fast 40 ms", 40_000_000, 2e6);
  private static final Kind FAR = new Kind("fast 400 ms", 400_000_000, 2e6);
  private static final int OF_EACH = 3;

  private Orders() {}

  /** Nanoseconds of a round trip, and bytes a second of a line. */
  private record Kind(String name, long roundTrip, double line) {}

  /** A peer, and what is known and remembered of it. */
  private static final class Giver {
    final Kind kind;
    final FakeLedger ledger = new FakeLedger();
    final FakePeer peer;
    final ScoringPolicy.PeerScore score;
    long bytes;
    long blocks;

    Giver(ScoringPolicy scoring, Kind kind, long id) {
      this.kind = kind;
      peer =
          FakePeer.outbound()
              .established()
              .id(id)
              .minPing(kind.roundTrip)
              .meanPing(kind.roundTrip)
              .ledger(ledger);
      score = scoring.open(peer, 0);
    }

    double give() {
      ledger.blocks(++blocks);
      bytes += BYTES;
      return kind.roundTrip / 1e9 + BYTES / kind.line;
    }

    void look(long now) {
      bytes += CHATTER;
      peer.bytesIn(bytes).lastReceived(now);
      peer.score(score.score(peer, now));
    }
  }

  static List<Table> tables() {
    return List.of(
        table("slow lines are far", List.of(FAST, FAR, new Kind("slow 800 ms", 800_000_000, 1e5))),
        table("slow lines are near", List.of(FAST, FAR, new Kind("slow 20 ms", 20_000_000, 1e5))));
  }

  private static Table table(String title, List<Kind> kinds) {
    Map<String, SelectionPolicy> policies = new LinkedHashMap<>();
    policies.put("core", new CoreSelection());
    policies.put("score", new ScoredSelection());
    policies.put("proven", new ProvenSelection());
    List<List<String>> rows = new ArrayList<>();
    policies.forEach((name, policy) -> rows.add(row(name, policy, kinds)));
    List<String> columns = new ArrayList<>(List.of("mean, s", "longest, s"));
    kinds.forEach(kind -> columns.add(kind.name + ", %"));
    return new Table(
        "selection: seconds until a new block is there, and who gave it; " + title, columns, rows);
  }

  private static List<String> row(String name, SelectionPolicy policy, List<Kind> kinds) {
    RandomGenerator random = new SplittableRandom(1);
    ScoringPolicy scoring = new WeightedScoring(FakeConfig.of(WeightedScoring.Config.class));
    List<Giver> givers = new ArrayList<>();
    for (int i = 0; i < kinds.size() * OF_EACH; i++) {
      givers.add(new Giver(scoring, kinds.get(i % kinds.size()), i));
    }
    double[] seconds = new double[BLOCKS];
    int[] given = new int[kinds.size()];
    for (int block = 0; block < BLOCKS; block++) {
      long now = (block + 1) * PERIOD;
      givers.forEach(each -> each.look(now));
      Giver chosen = null;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0, first = random.nextInt(givers.size()); i < givers.size(); i++) {
        Giver each = givers.get((first + i) % givers.size());
        boolean has = random.nextBoolean() || i == 0;
        if (has && policy.preference(each.peer, now) > most) {
          most = policy.preference(each.peer, now);
          chosen = each;
        }
      }
      seconds[block] = chosen.give();
      given[kinds.indexOf(chosen.kind)]++;
    }
    List<String> row = new ArrayList<>(List.of(name));
    row.add(number(Arrays.stream(seconds).average().orElseThrow()));
    row.add(number(Arrays.stream(seconds).max().orElseThrow()));
    for (int count : given) {
      row.add(number(100.0 * count / BLOCKS));
    }
    return row;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
