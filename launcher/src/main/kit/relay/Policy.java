package {{package}};

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.wire.Hash256;

/**
 * Tells each group after one to nine seconds, never later, twice that under strain: nobody waits
 * for long, as some do under the default's exponential times. A batch is a thousand, the best fee
 * rate first.
 */
@Component(name = "{{bundle}}", property = "policy.name={{name}}")
public final class {{class}} implements RelayPolicy {
  private static final long SECOND = 1_000_000_000L;
  private static final int BATCH = 1_000;

  @Override
  public long delay(AnnounceGroup group, RandomGenerator random) {
    return random.nextLong(SECOND, 9 * SECOND) * (group.strained() ? 2 : 1);
  }

  @Override
  public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
    return queue.stream().map(Ranked::of).sorted(Ranked.ORDER).limit(BATCH).map(Ranked::offer).toList();
  }

  /** What an offer is sorted by, read once. Parents have fewer ancestors, so they come first. */
  private record Ranked(Offer offer, int ancestors, double rate, Hash256 wtxid) {
    static final Comparator<Ranked> ORDER =
        Comparator.comparingInt(Ranked::ancestors)
            .thenComparing(Comparator.comparingDouble(Ranked::rate).reversed())
            .thenComparing(Ranked::wtxid);

    static Ranked of(Offer offer) {
      double rate = (double) offer.fee() / Math.max(1, offer.vsize());
      return new Ranked(offer, offer.ancestors(), rate, offer.wtxid());
    }
  }
}
