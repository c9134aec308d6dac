package org.patchbay.relay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.patchbay.api.relay.Offer;

/**
 * The batch of one time (protocol-facts §13.1): those with fewer unconfirmed ancestors first, so
 * that parents precede children; of these the higher fee rate; of equals the smaller wtxid, which
 * tells nothing of when they came.
 *
 * <p>The best of a queue are kept in a heap as large as the batch while the queue is read once: a
 * queue of 50,000 is not sorted for a batch of a few hundred.
 */
final class BestFirst {
  /** More for each full thousand of the queue. */
  private static final int MORE = 5;

  private static final int THOUSAND = 1000;

  private static final Comparator<Offer> ORDER =
      Comparator.comparingInt(Offer::ancestors)
          .thenComparing(Comparator.comparingDouble(BestFirst::rate).reversed())
          .thenComparing(Offer::wtxid);

  private static final Comparator<Offer> WORST_FIRST = ORDER.reversed();

  private BestFirst() {}

  /** Size of a batch. */
  static int size(int queue, int least, int most) {
    return Math.min(most, least + MORE * (queue / THOUSAND));
  }

  /** The first {@code count} of a queue, in order. */
  static List<Offer> of(List<Offer> queue, int count) {
    if (queue.size() <= count) {
      List<Offer> all = new ArrayList<>(queue);
      all.sort(ORDER);
      return all;
    }
    PriorityQueue<Offer> best = new PriorityQueue<>(count, WORST_FIRST);
    for (Offer offer : queue) {
      if (best.size() < count) {
        best.add(offer);
      } else if (ORDER.compare(offer, best.peek()) < 0) {
        best.remove();
        best.add(offer);
      }
    }
    List<Offer> batch = new ArrayList<>(best);
    batch.sort(ORDER);
    return batch;
  }

  private static double rate(Offer offer) {
    return (double) offer.fee() / Math.max(1, offer.vsize());
  }
}
