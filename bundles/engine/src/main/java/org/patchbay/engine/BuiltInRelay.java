package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.patchbay.api.relay.Offer;

/**
 * How peers are told while no relay policy is in force: at Bitcoin Core's times and in its numbers
 * (protocol-facts §13.1), the oldest offers first, and among those parents before children and no
 * order that tells when they came.
 */
final class BuiltInRelay {
  private static final double SECOND = 1e9;
  private static final double INBOUND = 5 * SECOND;
  private static final double OUTBOUND = 2 * SECOND;
  private static final int LEAST = 70;
  private static final int MOST = 1000;
  private static final Comparator<Offer> PARENTS_FIRST =
      Comparator.comparingInt(Offer::ancestors).thenComparing(Offer::wtxid);

  private BuiltInRelay() {}

  static long delay(Group group, RandomGenerator random) {
    return switch (group.kind()) {
      case INBOUND -> (long) (random.nextExponential() * INBOUND);
      case OUTBOUND -> (long) (random.nextExponential() * OUTBOUND);
      case TRUSTED -> 0;
    };
  }

  static List<Offer> batch(List<Offer> queue) {
    int count = Math.min(MOST, LEAST + 5 * (queue.size() / 1000));
    List<Offer> batch = new ArrayList<>(queue.subList(0, Math.min(count, queue.size())));
    batch.sort(PARENTS_FIRST);
    return batch;
  }
}
