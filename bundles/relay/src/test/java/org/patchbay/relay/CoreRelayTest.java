package org.patchbay.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.api.relay.AnnounceGroup.Kind;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeGroup;
import org.patchbay.sim.FakeOffer;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.RelayContract;

class CoreRelayTest extends RelayContract {
  private static final FakePeer PEER = FakePeer.inbound().established();

  private final CoreRelay policy = new CoreRelay(FakeConfig.of(CoreRelay.Config.class));

  @Override
  protected RelayPolicy policy() {
    return new CoreRelay(FakeConfig.of(CoreRelay.Config.class));
  }

  private static List<Offer> queue(int size) {
    Random random = new Random(size);
    List<Offer> queue = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      queue.add(FakeOffer.of(i, random.nextInt(50_000), 200, random.nextInt(3)));
    }
    return queue;
  }

  @Test
  void inboundWaitsFiveSecondsInTheMeanAndOutboundTwo() {
    assertEquals(5e9, meanWait(FakeGroup.of(Kind.INBOUND, PEER)), 3e8);
    assertEquals(2e9, meanWait(FakeGroup.of(Kind.OUTBOUND, PEER)), 1.2e8);
    assertEquals(15e9, meanWait(FakeGroup.of(Kind.INBOUND, PEER).underStrain()), 9e8);
  }

  @Test
  void theWaitIsExponential() {
    SplittableRandom random = new SplittableRandom(9);
    FakeGroup group = FakeGroup.of(Kind.INBOUND, PEER);
    int above = 0;
    for (int i = 0; i < 20_000; i++) {
      above += policy.delay(group, random) > 10_000_000_000L ? 1 : 0;
    }
    assertEquals(Math.exp(-2), above / 20_000.0, 0.01);
  }

  @Test
  void trustedPeersWaitForNothing() {
    FakeGroup group = FakeGroup.of(Kind.TRUSTED, PEER);
    assertEquals(0, policy.delay(group, new SplittableRandom(1)));
    assertEquals(0, policy.delay(group.underStrain(), new SplittableRandom(1)));
    assertEquals(1_000, policy.batch(group, queue(5_000)).size());
  }

  @Test
  void seventyAndFiveMoreForEachThousand() {
    FakeGroup group = FakeGroup.of(Kind.INBOUND, PEER);
    assertEquals(69, policy.batch(group, queue(69)).size());
    assertEquals(70, policy.batch(group, queue(999)).size());
    assertEquals(75, policy.batch(group, queue(1_000)).size());
    assertEquals(120, policy.batch(group, queue(10_999)).size());
    assertEquals(1_000, policy.batch(group, queue(200_000)).size());
  }

  @Test
  void theBatchIsTheHeadOfTheSortedQueue() {
    Comparator<Offer> order =
        Comparator.comparingInt(Offer::ancestors)
            .thenComparingLong(offer -> -offer.fee())
            .thenComparing(Offer::wtxid);
    for (int size : new int[] {1, 70, 71, 500, 2_345, 20_000}) {
      List<Offer> queue = queue(size);
      List<Offer> batch = policy.batch(FakeGroup.of(Kind.OUTBOUND, PEER), queue);
      List<Offer> sorted = queue.stream().sorted(order).limit(batch.size()).toList();
      assertEquals(sorted, batch, "of " + size);
    }
  }

  @Test
  void aChangedConfigurationHoldsFromTheNextQuestionOn() {
    policy.modified(FakeConfig.of(CoreRelay.Config.class, "inbound.millis", 0, "batch", 3));
    FakeGroup group = FakeGroup.of(Kind.INBOUND, PEER);
    assertEquals(0, policy.delay(group, new SplittableRandom(1)));
    assertEquals(3, policy.batch(group, queue(10)).size());
    assertTrue(policy.batch(group, List.of()).isEmpty());
  }
}
