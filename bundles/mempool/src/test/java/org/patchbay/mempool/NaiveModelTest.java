package org.patchbay.mempool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.mempool.Mempool.Entry;
import org.patchbay.api.mempool.Mempool.Kind;
import org.patchbay.api.mempool.Mempool.Removal;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/** Random offers, blocks, reorganisations and hours: the pool holds what the plain list holds. */
class NaiveModelTest {
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final int OLD_BLOCKS = 110;

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeBlocks blocks = new FakeBlocks(loop);
  private final Coinage coinage = new Coinage(blocks);
  private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
  private final Set<Removal> removals = EnumSet.noneOf(Removal.class);
  private final Set<Hash256> heard = new HashSet<>();
  private final Map<OutPoint, Long> values = new HashMap<>();
  private final List<OutPoint> places = new ArrayList<>();
  private final List<Transaction> made = new ArrayList<>();
  private SplittableRandom random;
  private BoundedMempool pool;
  private NaivePool naive;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void holdsTheSame(long seed) {
    run(seed, seed % 2 == 0 ? 30_000 : 70_000, 500);
  }

  @Test
  void everyVerdictAndEveryReasonToLeaveOccurs() {
    run(99, 60_000, 1500);
    // The model has witnesses for all; those without have tests of their own.
    assertEquals(
        EnumSet.complementOf(EnumSet.of(Kind.WITNESS_STRIPPED)),
        EnumSet.copyOf(kinds.keySet()),
        kinds.toString());
    assertEquals(EnumSet.allOf(Removal.class), removals);
    assertTrue(kinds.get(Kind.ACCEPTED) > 300, kinds.toString());
  }

  private void run(long seed, long maxMemory, int steps) {
    random = new SplittableRandom(seed);
    blocks.mineEmpty(OLD_BLOCKS);
    for (int height = 1; height <= OLD_BLOCKS; height++) {
      note(blocks.at(height).transactions().get(0));
    }
    pool = new BoundedMempool(loop, blocks, height -> 0, maxMemory, true);
    naive = new NaivePool(blocks, maxMemory);
    blocks.onChange(change -> naive.changed(change, loop.now()));
    pool.follow(new Ear());
    for (int i = 0; i < steps; i++) {
      step();
      compare("seed " + seed + " step " + i);
    }
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 85) {
      Transaction tx = anyTransaction();
      Kind kind = pool.offer(tx).kind();
      kinds.merge(kind, 1, Integer::sum);
      assertEquals(naive.offer(tx, loop.now()), kind);
      if (kind == Kind.ACCEPTED || random.nextInt(10) == 0) {
        note(tx);
      }
    } else if (dice < 92) {
      note(blocks.mine(someOfThePool()));
    } else if (dice < 97) {
      reorganise();
    } else {
      long before = loop.now();
      loop.advance(Duration.ofMinutes(random.nextInt(random.nextInt(6) == 0 ? 20_000 : 1800)));
      if (loop.now() / HOUR > before / HOUR) {
        naive.expire(loop.now() / HOUR * HOUR - 336 * HOUR);
      }
    }
  }

  private Transaction anyTransaction() {
    if (!made.isEmpty() && random.nextInt(12) == 0) {
      return made.get(random.nextInt(made.size()));
    }
    List<TxIn> inputs = new ArrayList<>();
    long total = 0;
    Set<OutPoint> chosen = new HashSet<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      OutPoint place = anyPlace();
      if (chosen.add(place)) {
        inputs.add(new TxIn(place, new byte[0], sequence()));
        total += values.get(place);
      }
    }
    if (random.nextInt(40) == 0) {
      OutPoint nowhere = new OutPoint(inputs.get(0).previous().txid(), 7);
      inputs.add(new TxIn(nowhere, new byte[0], Coinage.FINAL));
    }
    int outputs = random.nextInt(1, 4);
    long fee = random.nextInt(10) == 0 ? random.nextInt(20) : random.nextInt(2000);
    long each = random.nextInt(50) == 0 ? total : (total - fee) / outputs;
    if (each < 330) {
      return anyTransaction();
    }
    List<TxOut> to = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      to.add(new TxOut(i == 0 ? total - fee - each * (outputs - 1) : each, Coinage.SCRIPT));
      if (to.get(0).value() < 330) {
        to.set(0, new TxOut(each, Coinage.SCRIPT));
      }
    }
    List<List<byte[]>> witnesses =
        inputs.stream().map(input -> List.of(new byte[] {0x51})).toList();
    Transaction tx = Transaction.of(2, inputs, to, witnesses, lockTime());
    return tx;
  }

  /** New, of the last ones made so that chains grow, or any. */
  private OutPoint anyPlace() {
    int dice = random.nextInt(20);
    if (dice < 8) {
      OutPoint place = coinage.coin();
      values.put(place, Coinage.COIN);
      return place;
    }
    int back = random.nextInt(dice < 18 ? Math.min(25, places.size()) : places.size());
    return places.get(places.size() - 1 - back);
  }

  private long sequence() {
    int dice = random.nextInt(20);
    return dice == 0 ? random.nextInt(4) : dice < 5 ? Coinage.FINAL - 1 : Coinage.FINAL;
  }

  private long lockTime() {
    return random.nextInt(8) == 0 ? Math.max(0, blocks.tip().height() + random.nextInt(-3, 3)) : 0;
  }

  /** Some of the pool with their ancestors, and at times a rival of others. */
  private Transaction[] someOfThePool() {
    Set<Transaction> chosen = new LinkedHashSet<>();
    for (Entry entry : pool.snapshot()) {
      boolean whole =
          naive.ancestors(entry.transaction()).stream().allMatch(i -> chosen.contains(i.tx()));
      if (whole && random.nextInt(4) == 0) {
        chosen.add(entry.transaction());
      } else if (random.nextInt(20) == 0) {
        rival(entry.transaction(), chosen);
      }
    }
    return chosen.toArray(Transaction[]::new);
  }

  private void rival(Transaction tx, Set<Transaction> chosen) {
    OutPoint place = tx.inputs().get(0).previous();
    boolean free =
        chosen.stream()
            .flatMap(other -> other.inputs().stream())
            .noneMatch(input -> input.previous().equals(place));
    if (free && blocks.coinMap().coin(place).isPresent()) {
      chosen.add(Coinage.spend(place, values.get(place), 333));
    }
  }

  /** Of what is disconnected some is confirmed again, and some yields to a rival. */
  private void reorganise() {
    int depth = random.nextInt(1, 4);
    int top = blocks.tip().height();
    if (top - depth < OLD_BLOCKS - 3) {
      return;
    }
    Set<Hash256> unusable = new HashSet<>();
    List<Transaction> again = new ArrayList<>();
    for (int height = top - depth + 1; height <= top; height++) {
      for (Transaction tx : blocks.at(height).transactions()) {
        boolean usable =
            !tx.isCoinbase()
                && tx.inputs().stream().noneMatch(i -> unusable.contains(i.previous().txid()));
        if (usable && random.nextBoolean()) {
          again.add(tx);
        } else {
          unusable.add(tx.txid());
          if (usable && random.nextInt(3) == 0) {
            OutPoint place = tx.inputs().get(0).previous();
            again.add(Coinage.spend(place, values.get(place), 333));
          }
        }
      }
    }
    HeaderView fork = blocks.placeAt(top - depth);
    List<Block> branch = new ArrayList<>();
    if (random.nextInt(3) > 0) {
      branch.add(blocks.next(fork, again));
    }
    blocks.replace(depth, branch);
    branch.forEach(this::note);
  }

  private void compare(String when) {
    Map<Hash256, Entry> entries =
        pool.snapshot().stream().collect(Collectors.toMap(e -> e.transaction().txid(), e -> e));
    Set<Hash256> expected =
        naive.items.stream().map(item -> item.tx().txid()).collect(Collectors.toSet());
    assertEquals(expected, entries.keySet(), when);
    assertEquals(expected, heard, when);
    assertParentsFirst(expected);
    assertEquals(naive.memory(), pool.memory(), when);
    assertEquals(naive.rate(loop.now()), pool.minimumFeeRate(), when);
    assertTrue(pool.memory() <= pool.maxMemory(), when);
    for (NaivePool.Item item : naive.items) {
      Entry entry = entries.get(item.tx().txid());
      assertEquals(naive.ancestors(item.tx()).size(), entry.ancestors(), when);
      assertEquals(item.fee(), entry.fee(), when);
      assertEquals(item.acceptedAt(), entry.acceptedAt(), when);
    }
  }

  private void assertParentsFirst(Set<Hash256> all) {
    Set<Hash256> before = new HashSet<>();
    for (Entry entry : pool.snapshot()) {
      for (TxIn input : entry.transaction().inputs()) {
        Hash256 parent = input.previous().txid();
        assertTrue(before.contains(parent) || !all.contains(parent));
      }
      before.add(entry.transaction().txid());
    }
  }

  private void note(Block block) {
    block.transactions().forEach(this::note);
  }

  private void note(Transaction tx) {
    made.add(tx);
    for (int i = 0; i < tx.outputs().size(); i++) {
      if (values.put(Coinage.output(tx, i), tx.outputs().get(i).value()) == null) {
        places.add(Coinage.output(tx, i));
      }
    }
  }

  private final class Ear implements Mempool.Listener {
    @Override
    public void added(Entry entry) {
      assertTrue(heard.add(entry.transaction().txid()));
    }

    @Override
    public void removed(Entry entry, Removal why) {
      removals.add(why);
      assertTrue(heard.remove(entry.transaction().txid()));
    }
  }
}
