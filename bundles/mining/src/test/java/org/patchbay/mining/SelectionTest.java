package org.patchbay.mining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/** Beside a model that looks through all that is left for each choice. */
class SelectionTest {
  private record Entry(
      Transaction transaction,
      long fee,
      int vsize,
      int ancestors,
      long acceptedAt,
      int height,
      int sigopCost)
      implements Mempool.Entry {}

  private static Mempool.Entry entry(
      int number, int bytes, long fee, int sigops, OutPoint... from) {
    List<TxIn> inputs = new ArrayList<>();
    inputs.add(new TxIn(new OutPoint(Hash256.ZERO, number), new byte[0], 0));
    for (OutPoint place : from) {
      inputs.add(new TxIn(place, new byte[0], 0));
    }
    Transaction tx =
        Transaction.of(2, inputs, List.of(new TxOut(number, new byte[bytes])), List.of(), 0);
    return new Entry(tx, fee, tx.vsize(), 0, 0, 0, sigops);
  }

  private static OutPoint out(Mempool.Entry entry) {
    return new OutPoint(entry.transaction().txid(), 0);
  }

  @Test
  void aChildPaysForItsParent() {
    Mempool.Entry parent = entry(1, 100, 10, 0);
    Mempool.Entry other = entry(2, 100, 1000, 0);
    Mempool.Entry child = entry(3, 100, 9000, 0, out(parent));
    Mempool.Entry free = entry(4, 100, 0, 0);
    assertEquals(List.of(parent, child, other), Selection.of(List.of(parent, other, child, free)));
  }

  @Test
  void whatDoesNotFitIsPassedOver() {
    List<Mempool.Entry> pool = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      pool.add(entry(i, 90_000 + i, 1_000_000 - i, 0));
    }
    Mempool.Entry small = entry(99, 100, 1, 0);
    pool.add(small);
    List<Mempool.Entry> taken = Selection.of(pool);
    assertEquals(small, taken.get(taken.size() - 1));
    assertEquals(11, taken.size() - 1);
    int weight = taken.stream().mapToInt(each -> each.transaction().weight()).sum();
    assertTrue(weight + Selection.RESERVED_WEIGHT < Selection.MAX_WEIGHT);
  }

  @Test
  void signatureOperationsAreLimited() {
    List<Mempool.Entry> pool = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      pool.add(entry(i, 100, 10_000 - i, 30_000));
    }
    assertEquals(pool.subList(0, 2), Selection.of(pool));
  }

  @Test
  void theModelChoosesTheSame() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      List<Mempool.Entry> pool = new ArrayList<>();
      int size = seed % 8 == 0 ? 150_000 : 300;
      for (int i = 0; i < 30; i++) {
        Set<OutPoint> from = new LinkedHashSet<>();
        while (!pool.isEmpty() && from.size() < 3 && random.nextInt(3) > 0) {
          from.add(out(pool.get(random.nextInt(pool.size()))));
        }
        pool.add(
            entry(
                i,
                random.nextInt(size),
                random.nextInt(5) == 0 ? 0 : random.nextInt(100_000),
                random.nextInt(8_000),
                from.toArray(OutPoint[]::new)));
      }
      assertEquals(new Model(pool).run(), Selection.of(pool), "seed " + seed);
    }
  }

  private static final class Model {
    final List<Mempool.Entry> pool;
    final Map<Mempool.Entry, Set<Mempool.Entry>> below = new IdentityHashMap<>();
    final List<Mempool.Entry> taken = new ArrayList<>();
    final Set<Mempool.Entry> passed = new HashSet<>();

    Model(List<Mempool.Entry> pool) {
      this.pool = pool;
      for (Mempool.Entry entry : pool) {
        Set<Mempool.Entry> all = Collections.newSetFromMap(new IdentityHashMap<>());
        for (TxIn input : entry.transaction().inputs()) {
          for (Mempool.Entry each : below.keySet()) {
            if (input.previous().equals(out(each))) {
              all.add(each);
              all.addAll(below.get(each));
            }
          }
        }
        below.put(entry, all);
      }
    }

    List<Mempool.Entry> run() {
      while (true) {
        List<Mempool.Entry> best =
            pool.stream()
                .filter(each -> !taken.contains(each) && !passed.contains(each))
                .map(this::missing)
                .min(
                    Comparator.comparingDouble(Model::price)
                        .thenComparing(all -> pool.indexOf(all.get(all.size() - 1))))
                .orElse(List.of());
        if (best.isEmpty() || fee(best) * 1000 < (weight(best) + 3) / 4) {
          return taken;
        }
        int sigops = sum(taken) + sum(best);
        if (weight(taken) + weight(best) + Selection.RESERVED_WEIGHT < Selection.MAX_WEIGHT
            && sigops + Selection.RESERVED_SIGOPS < Selection.MAX_SIGOPS) {
          taken.addAll(best);
          pool.stream().filter(each -> standsOnAny(each, best)).forEach(passed::remove);
        } else {
          passed.add(best.get(best.size() - 1));
        }
      }
    }

    /** What it stands on and is not taken, in the order of the pool, and it. */
    List<Mempool.Entry> missing(Mempool.Entry entry) {
      return pool.stream()
          .filter(each -> !taken.contains(each) && (each == entry || stands(entry, each)))
          .toList();
    }

    boolean standsOnAny(Mempool.Entry entry, List<Mempool.Entry> some) {
      return some.stream().anyMatch(each -> stands(entry, each));
    }

    boolean stands(Mempool.Entry entry, Mempool.Entry on) {
      return below.get(entry).contains(on);
    }

    static double price(List<Mempool.Entry> all) {
      return -(double) fee(all) / weight(all);
    }

    static long fee(List<Mempool.Entry> all) {
      return all.stream().mapToLong(Mempool.Entry::fee).sum();
    }

    static int weight(List<Mempool.Entry> all) {
      return all.stream().mapToInt(each -> each.transaction().weight()).sum();
    }

    static int sum(List<Mempool.Entry> all) {
      return all.stream().mapToInt(Mempool.Entry::sigopCost).sum();
    }
  }
}
