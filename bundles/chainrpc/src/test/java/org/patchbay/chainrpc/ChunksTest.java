package org.patchbay.chainrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/** Beside a model that tries every set. */
class ChunksTest {
  private record Entry(
      Transaction transaction,
      long fee,
      int vsize,
      int ancestors,
      long acceptedAt,
      int height,
      int sigopCost)
      implements Mempool.Entry {}

  private final List<Mempool.Entry> pool = new ArrayList<>();

  private Mempool.Entry add(int bytes, long fee, Mempool.Entry... parents) {
    List<TxIn> inputs = new ArrayList<>();
    inputs.add(new TxIn(new OutPoint(Hash256.ZERO, pool.size()), new byte[0], 0));
    for (Mempool.Entry parent : parents) {
      inputs.add(new TxIn(new OutPoint(parent.transaction().txid(), 0), new byte[0], 0));
    }
    Transaction tx =
        Transaction.of(2, inputs, List.of(new TxOut(1, new byte[bytes])), List.of(), 0);
    Mempool.Entry entry = new Entry(tx, fee, tx.vsize(), 0, 0, 0, 0);
    pool.add(entry);
    return entry;
  }

  private Optional<Chunks.Chunk> chunk(Mempool.Entry entry) {
    return new Chunks().of(new Family(pool).get(entry.transaction().txid()));
  }

  @Test
  void aChildThatPaysMoreTakesItsParentAlong() {
    Mempool.Entry parent = add(100, 100);
    Mempool.Entry child = add(100, 900, parent);
    Mempool.Entry grandchild = add(100, 10, child);
    long both = parent.transaction().weight() + child.transaction().weight();
    assertEquals(Optional.of(new Chunks.Chunk(1000, both)), chunk(parent));
    assertEquals(chunk(parent), chunk(child));
    assertEquals(
        Optional.of(new Chunks.Chunk(10, grandchild.transaction().weight())), chunk(grandchild));
  }

  @Test
  void ofLargeFamiliesNothingIsSaid() {
    Mempool.Entry parent = add(100, 100);
    for (int i = 0; i < Chunks.MOST; i++) {
      add(10, 100, parent);
    }
    assertTrue(chunk(parent).isEmpty());
  }

  @Test
  void theModelFindsTheSame() {
    for (int seed = 0; seed < 30; seed++) {
      pool.clear();
      Random random = new Random(seed);
      for (int i = 0; i < 9; i++) {
        Set<Mempool.Entry> parents = new LinkedHashSet<>();
        while (!pool.isEmpty() && parents.size() < 2 && random.nextInt(4) > 0) {
          parents.add(pool.get(random.nextInt(pool.size())));
        }
        add(random.nextInt(300), random.nextInt(100_000), parents.toArray(Mempool.Entry[]::new));
      }
      Family family = new Family(pool);
      Chunks chunks = new Chunks();
      for (Mempool.Entry entry : pool) {
        Family.Member member = family.get(entry.transaction().txid());
        assertEquals(Optional.of(model(family, member)), chunks.of(member), "seed " + seed);
      }
    }
  }

  private Chunks.Chunk model(Family family, Family.Member wanted) {
    List<Family.Member> left =
        new ArrayList<>(
            pool.stream().map(entry -> family.get(entry.transaction().txid())).toList());
    while (true) {
      List<Family.Member> best =
          sets(left)
              .max(Comparator.comparingDouble(set -> price(set) - set.size() * 1e-12))
              .orElseThrow();
      if (best.contains(wanted)) {
        return Chunks.Chunk.of(best);
      }
      left.removeAll(best);
    }
  }

  private static double price(List<Family.Member> some) {
    Chunks.Chunk chunk = Chunks.Chunk.of(some);
    return (double) chunk.fee() / chunk.weight();
  }

  /** Every set that needs nothing outside of it. */
  private static Stream<List<Family.Member>> sets(List<Family.Member> left) {
    return IntStream.range(1, 1 << left.size())
        .mapToObj(
            bits ->
                IntStream.range(0, left.size())
                    .filter(i -> (bits >> i & 1) == 1)
                    .mapToObj(left::get)
                    .toList())
        .filter(
            set ->
                set.stream()
                    .allMatch(
                        member ->
                            member.parents.stream()
                                .allMatch(p -> set.contains(p) || !left.contains(p))));
  }
}
