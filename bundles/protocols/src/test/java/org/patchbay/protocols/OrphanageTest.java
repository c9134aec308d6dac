package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;

/** Orphans: alone, and beside the rules written down naively. */
class OrphanageTest {
  private static final TxAnnouncer.Owner NOBODY =
      new TxAnnouncer.Owner() {
        @Override
        public void turn() {}

        @Override
        public void work() {}

        @Override
        public void has(Transaction tx) {}
      };

  private final TxRequests requests = new TxRequests(new SplittableRandom(7));
  private final Orphanage orphanage = new Orphanage(new SplittableRandom(8));
  private long number;

  private TxAnnouncer peer() {
    return requests.join(new TxAnnouncer.Traits(++number, true, true, false, true), NOBODY);
  }

  private static OutPoint place(long number) {
    return new OutPoint(new Hash256(number, 5, 5, 5), 0);
  }

  /** Spends so many outputs, and has a script that makes it heavier. */
  private static Transaction tx(long number, int inputs, int padding) {
    List<OutPoint> from = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      from.add(place(1_000 * number + i));
    }
    return Spends.spend(
        from, List.of(new TxOut(1_000, Spends.SCRIPT), new TxOut(0, new byte[padding])));
  }

  private static Transaction tx(long number) {
    return tx(number, 1, 0);
  }

  private void add(Transaction tx, TxAnnouncer peer) {
    orphanage.add(tx, List.of(tx.inputs().get(0).previous().txid()), peer);
  }

  @Test
  void aPeerThatSendsWithoutEndDisplacesOnlyItsOwn() {
    TxAnnouncer honest = peer();
    TxAnnouncer flooding = peer();
    for (int i = 0; i < 500; i++) {
      add(tx(i), honest);
    }
    for (int i = 1_000; i < 11_000; i++) {
      add(tx(i), flooding);
    }
    assertEquals(500, orphanage.of(honest).size());
    assertTrue(orphanage.latency() <= Orphanage.MAX_LATENCY);
    assertTrue(orphanage.weight() <= 2 * Orphanage.WEIGHT_ALLOWANCE);
    assertTrue(orphanage.of(flooding).size() > 1_000);
    assertNotNull(orphanage.get(tx(10_999).wtxid()), "the latest stays");
    assertNull(orphanage.get(tx(1_000).wtxid()), "the oldest goes");

    orphanage.leave(flooding);
    orphanage.leave(honest);
    assertEquals(0, orphanage.size());
    assertEquals(0, orphanage.places());
    assertEquals(0, orphanage.weight());
    assertEquals(0, orphanage.latency());
  }

  @Test
  void heavyOrphansAreBoundedByWeight() {
    TxAnnouncer one = peer();
    for (int i = 0; i < 50; i++) {
      add(tx(i, 1, 90_000), one);
      assertTrue(orphanage.weight() <= Orphanage.WEIGHT_ALLOWANCE);
    }
    assertEquals(1, orphanage.size());
    add(tx(99, 1, 100_000), one);
    assertEquals(1, orphanage.size());
    assertNull(orphanage.get(tx(99, 1, 100_000).wtxid()), "more than a standard weight");
  }

  @Test
  void manyPeersTogetherStayWithinWhatIsMeantForANode() {
    for (int i = 0; i < 1_000; i++) {
      add(tx(i, 1, 90_000), peer());
    }
    assertTrue(orphanage.weight() <= 125 * Orphanage.WEIGHT_ALLOWANCE);
    assertTrue(orphanage.size() > 100);
  }

  @Test
  void aChildIsLookedAtOnceByOneOfItsAnnouncers() {
    TxAnnouncer one = peer();
    TxAnnouncer other = peer();
    Transaction parent = tx(1);
    Transaction child = TxWorld.child(parent);
    add(child, one);
    add(child, other);
    Set<TxAnnouncer> busy = orphanage.parentArrived(parent);
    assertEquals(1, busy.size());
    assertEquals(Set.of(), orphanage.parentArrived(parent), "once is enough");
    TxAnnouncer chosen = busy.iterator().next();
    TxAnnouncer left = chosen == one ? other : one;
    assertTrue(orphanage.hasWork(chosen));

    orphanage.leave(chosen);
    assertTrue(orphanage.hasWork(left), "nobody prevents it by leaving");
    assertEquals(child, orphanage.next(left).tx);
    assertNull(orphanage.next(left));
    assertEquals(1, orphanage.size(), "it stays until something is said of it");
  }

  @Test
  void aBlockRemovesWhatItHasAndWhatConflicts() {
    TxAnnouncer peer = peer();
    Transaction included = tx(1);
    Transaction conflicting = Spends.move(included.inputs().get(0).previous(), 5_000, 5);
    add(included, peer);
    add(conflicting, peer);
    add(tx(2), peer);
    orphanage.confirmed(included);
    assertEquals(List.of(tx(2).wtxid()), orphanage.of(peer));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void likeTheNaiveModel(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Orphanage clever = new Orphanage(new Same(seed));
    NaiveOrphanage naive = new NaiveOrphanage(new Same(seed));
    List<TxAnnouncer> peers = new ArrayList<>();
    List<Transaction> all = transactions(random);
    for (int i = 0; i < 5; i++) {
      peers.add(peer());
    }
    for (int step = 0; step < 2_000; step++) {
      TxAnnouncer peer = peers.get(random.nextInt(peers.size()));
      Transaction tx = all.get(random.nextInt(all.size()));
      int kind = random.nextInt(100);
      if (kind < 75) {
        clever.add(tx, List.of(), peer);
        naive.add(tx, peer);
      } else if (kind < 78) {
        clever.erase(tx.wtxid());
        naive.erase(tx);
      } else if (kind < 79) {
        clever.leave(peer);
        naive.leave(peer);
        peers.remove(peer);
        peers.add(peer());
      } else if (kind < 88) {
        clever.parentArrived(tx);
        naive.parentArrived(tx);
      } else if (kind < 98) {
        Orphan next = clever.next(peer);
        assertEquals(naive.next(peer), next == null ? Hash256.ZERO : next.key());
      } else {
        clever.confirmed(tx);
        naive.confirmed(tx);
      }
      assertEquals(naive.latency(), clever.latency(), "step " + step);
      assertEquals(naive.weight(), clever.weight(), "step " + step);
      for (TxAnnouncer each : step % 10 == 0 ? peers : List.<TxAnnouncer>of()) {
        assertEquals(naive.of(each), new TreeSet<>(clever.of(each)), "step " + step);
      }
    }
  }

  /** Small and large ones, children of others, and conflicts. */
  private static List<Transaction> transactions(SplittableRandom random) {
    List<Transaction> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int inputs = random.nextInt(3) == 0 ? 400 + random.nextInt(500) : 1 + random.nextInt(12);
      int padding = random.nextInt(6) == 0 ? 30_000 + random.nextInt(40_000) : 0;
      Transaction tx = tx(random.nextInt(80), inputs, padding);
      all.add(i % 3 == 2 ? TxWorld.child(all.get(random.nextInt(all.size()))) : tx);
    }
    return all.stream().distinct().toList();
  }

  /** No chance: the same answer whatever was asked before. */
  private record Same(long seed) implements java.util.random.RandomGenerator {
    @Override
    public long nextLong() {
      return seed | 1;
    }

    @Override
    public int nextInt(int bound) {
      return (int) (seed * 7 % bound);
    }
  }
}
