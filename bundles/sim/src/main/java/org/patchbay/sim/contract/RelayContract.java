package org.patchbay.sim.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.patchbay.api.relay.AnnounceGroup.Kind;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.sim.FakeGroup;
import org.patchbay.sim.FakeOffer;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.NetworkClass;

/** What every relay policy must keep. */
public abstract class RelayContract {
  private static final long TEN_MINUTES = 600_000_000_000L;
  private static final int SAMPLES = 2_000;

  private final RandomPeers peers = new RandomPeers(1);
  private final FakePeer peer = FakePeer.inbound().established().score(0.5);

  /** A fresh policy with its default configuration. */
  protected abstract RelayPolicy policy();

  @Test
  void aGroupWaitsNoLongerThanTenMinutes() {
    RelayPolicy policy = policy();
    for (int round = 0; round < SAMPLES; round++) {
      for (Kind kind : Kind.values()) {
        FakeGroup group =
            new FakeGroup(kind, NetworkClass.IPV4, peers.extremes(round % 5), round % 2 == 0);
        long delay = policy.delay(group, new SplittableRandom(round));
        assertTrue(delay >= 0 && delay <= TEN_MINUTES, kind + " waits " + delay);
      }
    }
  }

  @Test
  void theSameChanceGivesTheSameWaitAndAnotherAnother() {
    RelayPolicy policy = policy();
    FakeGroup group = FakeGroup.of(Kind.INBOUND, peer);
    long first = policy.delay(group, new SplittableRandom(1));
    policy.delay(FakeGroup.of(Kind.OUTBOUND, peer), new SplittableRandom(5));
    assertEquals(first, policy.delay(group, new SplittableRandom(1)));
    assertNotEquals(first, policy.delay(group, new SplittableRandom(2)));
  }

  @Test
  void underStrainGroupsWaitLonger() {
    for (Kind kind : List.of(Kind.INBOUND, Kind.OUTBOUND)) {
      FakeGroup group = FakeGroup.of(kind, peer);
      assertTrue(meanWait(group.underStrain()) > 1.2 * meanWait(group), kind + " under strain");
    }
  }

  /** Mean wait of a group in nanoseconds. */
  protected final double meanWait(FakeGroup group) {
    RelayPolicy policy = policy();
    SplittableRandom random = new SplittableRandom(3);
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      sum += policy.delay(group, random);
    }
    return sum / SAMPLES;
  }

  @Test
  void aBatchIsOfTheQueueAndNothingTwice() {
    RelayPolicy policy = policy();
    Random random = new Random(4);
    for (Kind kind : Kind.values()) {
      for (int size = 0; size < 400; size += 7) {
        List<Offer> queue = Collections.unmodifiableList(queue(random, size));
        List<Offer> before = List.copyOf(queue);
        List<Offer> batch = policy.batch(FakeGroup.of(kind, peer), queue);
        assertEquals(before, queue);
        assertEquals(size == 0, batch.isEmpty(), "of " + size + " somebody is told something");
        Set<Offer> members = Collections.newSetFromMap(new IdentityHashMap<>());
        members.addAll(queue);
        batch.forEach(offer -> assertTrue(members.remove(offer), () -> offer + " in a batch"));
      }
    }
  }

  @Test
  void theOrderOfTheQueueMeansNothing() {
    RelayPolicy policy = policy();
    FakeGroup group = FakeGroup.of(Kind.INBOUND, peer);
    Random random = new Random(5);
    for (int size = 1; size < 2_000; size += 97) {
      List<Offer> queue = queue(random, size);
      List<Offer> batch = policy.batch(group, List.copyOf(queue));
      Collections.shuffle(queue, random);
      assertEquals(batch, policy.batch(group, queue));
    }
  }

  @Test
  void parentsComeBeforeTheirChildrenUntilAllAreTold() {
    RelayPolicy policy = policy();
    Random random = new Random(6);
    Map<Offer, Offer> parents = new HashMap<>();
    List<Offer> queue = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Offer parent = i == 0 || random.nextInt(3) == 0 ? null : queue.get(random.nextInt(i));
      Offer child =
          FakeOffer.of(
              i, random.nextInt(100_000), 200, parent == null ? 0 : parent.ancestors() + 1);
      parents.put(child, parent);
      queue.add(child);
    }
    Set<Offer> told = new HashSet<>();
    for (int round = 0; !queue.isEmpty(); round++) {
      assertTrue(round < 100, queue.size() + " offers were not told in 100 batches");
      Collections.shuffle(queue, random);
      for (Offer offer : policy.batch(FakeGroup.of(Kind.OUTBOUND, peer), List.copyOf(queue))) {
        Offer parent = parents.get(offer);
        assertTrue(parent == null || told.contains(parent), "a child before its parent");
        assertTrue(told.add(offer), "told twice");
      }
      assertFalse(queue.stream().noneMatch(told::contains), "a batch of nothing");
      queue.removeAll(told);
    }
  }

  @Test
  void fiftyThousandOffersAreReadABoundedNumberOfTimes() {
    RelayPolicy policy = policy();
    AtomicLong reads = new AtomicLong();
    List<Offer> queue = new ArrayList<>();
    queue(new Random(7), 50_000).forEach(offer -> queue.add(new Counted(offer, reads)));
    policy.batch(FakeGroup.of(Kind.INBOUND, peer), queue);
    assertTrue(reads.get() <= 20L * queue.size(), reads + " reads of 50000 offers");
  }

  @Test
  void valuesAtTheEdgesAreAnswered() {
    RelayPolicy policy = policy();
    for (int round = 0; round < 200; round++) {
      List<Offer> queue = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        queue.add(FakeOffer.of(i, peers.edge(), (int) peers.edge(), (int) peers.edge()));
      }
      FakeGroup group =
          new FakeGroup(Kind.INBOUND, NetworkClass.ONION, peers.extremes(3), round % 2 == 0);
      assertTrue(queue.containsAll(policy.batch(group, queue)));
    }
  }

  private static List<Offer> queue(Random random, int size) {
    List<Offer> queue = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      long fee = random.nextInt(20) * 1_000;
      queue.add(FakeOffer.of(random.nextLong(), fee, 100 + random.nextInt(3), random.nextInt(4)));
    }
    return queue;
  }

  /** An offer that counts how often it is read. */
  private record Counted(Offer offer, AtomicLong reads) implements Offer {
    private Offer read() {
      reads.incrementAndGet();
      return offer;
    }

    @Override
    public Hash256 txid() {
      return read().txid();
    }

    @Override
    public Hash256 wtxid() {
      return read().wtxid();
    }

    @Override
    public long fee() {
      return read().fee();
    }

    @Override
    public int vsize() {
      return read().vsize();
    }

    @Override
    public int ancestors() {
      return read().ancestors();
    }

    @Override
    public long offeredAt() {
      return read().offeredAt();
    }
  }
}
