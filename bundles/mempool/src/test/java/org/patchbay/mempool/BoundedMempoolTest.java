package org.patchbay.mempool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.patchbay.mempool.Coinage.COIN;
import static org.patchbay.mempool.Coinage.output;
import static org.patchbay.mempool.Coinage.spend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.mempool.Mempool.Entry;
import org.patchbay.api.mempool.Mempool.Kind;
import org.patchbay.api.mempool.Mempool.Removal;
import org.patchbay.api.mempool.Mempool.Verdict;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Block;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

class BoundedMempoolTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeBlocks blocks = new FakeBlocks(loop);
  private final Coinage coinage = new Coinage(blocks);
  private final BoundedMempool pool = new BoundedMempool(loop, blocks, height -> 0, 5 << 20, true);
  private final List<String> heard = new ArrayList<>();

  BoundedMempoolTest() {
    pool.follow(
        new Mempool.Listener() {
          @Override
          public void added(Entry entry) {
            heard.add("added");
          }

          @Override
          public void removed(Entry entry, Removal why) {
            heard.add(why.name());
          }
        });
  }

  @Test
  void aSpendOfACoinAndItsChildAreTaken() {
    Transaction parent = spend(coinage.coin(), COIN, 1000);
    Transaction child = spend(output(parent, 0), COIN - 1000, 500);
    assertAccepted(parent);
    assertAccepted(child);
    assertEquals(Kind.KNOWN, pool.offer(child).kind());
    Entry entry = pool.byWtxid(child.wtxid()).orElseThrow();
    assertEquals(500, entry.fee());
    assertEquals(1, entry.ancestors());
    assertEquals(child.vsize(), entry.vsize());
    assertEquals(List.of(parent, child), pool.snapshot().stream().map(Entry::transaction).toList());
    assertEquals(List.of("added", "added"), heard);
  }

  @Test
  void anUnknownParentIsNamedOnce() {
    Transaction parent = spend(List.of(coinage.coin()), COIN, 1000, 2);
    Transaction child = spend(List.of(output(parent, 0), output(parent, 1)), COIN - 1000, 1000, 1);
    Verdict verdict = pool.offer(child);
    assertEquals(Kind.MISSING_PARENTS, verdict.kind());
    assertEquals(List.of(parent.txid()), verdict.missing());
    assertAccepted(parent);
    assertAccepted(child);
  }

  @Test
  void aBlockTakesWhatItConfirmsAndWhatItConflictsWith() {
    OutPoint contested = coinage.coin();
    Transaction confirmed = spend(coinage.coin(), COIN, 1000);
    Transaction child = spend(output(confirmed, 0), COIN - 1000, 1000);
    Transaction loser = spend(contested, COIN, 1000);
    Transaction loserChild = spend(output(loser, 0), COIN - 1000, 1000);
    List.of(confirmed, child, loser, loserChild).forEach(this::assertAccepted);
    heard.clear();
    blocks.mine(confirmed, spend(contested, COIN, 2000));
    assertEquals(List.of("CONFIRMED", "CONFLICT", "CONFLICT"), heard);
    assertEquals(List.of(child), contents());
    assertEquals(0, pool.snapshot().get(0).ancestors());
  }

  @Test
  void whatLeavesTheChainComesBackAboveItsChildren() {
    Transaction parent = spend(coinage.coin(), COIN, 1000);
    Transaction child = spend(output(parent, 0), COIN - 1000, 1000);
    blocks.mine(parent);
    assertAccepted(child);
    blocks.disconnect();
    assertEquals(List.of(parent, child), contents());
    assertEquals(1, pool.snapshot().get(1).ancestors());
  }

  @Test
  void whatStandsOnAVanishedBlockGoes() {
    blocks.mineEmpty(99);
    HeaderView fork = blocks.tip();
    Block block = blocks.mine();
    blocks.mineEmpty(99);
    Transaction spend = spend(output(block.transactions().get(0), 0), 50 * COIN, 1000);
    assertAccepted(spend);
    Transaction child = spend(output(spend, 0), 50 * COIN - 1000, 1000);
    assertAccepted(child);
    heard.clear();
    blocks.replace(100, List.of(blocks.next(fork, List.of())));
    assertEquals(List.of("REORGANISED", "REORGANISED"), heard);
    assertEquals(0, pool.size());
    assertEquals(0, pool.memory());
  }

  @Test
  void aChildGoesWhenAnotherBlockTakesWhatItsParentSpent() {
    OutPoint contested = coinage.coin();
    Transaction parent = spend(contested, COIN, 1000);
    Transaction child = spend(output(parent, 0), COIN - 1000, 1000);
    assertAccepted(parent);
    assertAccepted(child);
    HeaderView fork = blocks.tip();
    blocks.mine(parent);
    heard.clear();
    blocks.replace(1, List.of(blocks.next(fork, List.of(spend(contested, COIN, 2000)))));
    assertEquals(List.of("REORGANISED"), heard);
    assertEquals(0, pool.size());
  }

  @Test
  void whatComesBackTakesThePlaceOfMoreChildrenThanTheLimitAllows() {
    Transaction parent = spend(List.of(coinage.coin()), COIN, 1000, 30);
    blocks.mine(parent);
    for (int i = 0; i < 30; i++) {
      assertAccepted(spend(output(parent, i), parent.outputs().get(i).value(), 1000));
    }
    blocks.disconnect();
    assertEquals(List.of(parent), contents());
  }

  @Test
  void aChainIsAtMost25Long() {
    OutPoint place = coinage.coin();
    long value = COIN;
    for (int i = 0; i < 25; i++) {
      Transaction link = spend(place, value, 100);
      assertAccepted(link);
      place = output(link, 0);
      value -= 100;
    }
    assertRefused(Kind.REJECTED, "too-long-mempool-chain: ", spend(place, value, 100));
  }

  @Test
  void version3StandsAloneOrInAPairOfItsOwn() {
    Transaction parent = version3(coinage.coin(), COIN);
    Transaction other = spend(coinage.coin(), COIN, 1000);
    assertAccepted(parent);
    assertAccepted(other);
    assertRefused(
        Kind.REJECTED,
        "TRUC-violation: version 2 on",
        spend(output(parent, 0), COIN / 100 * 49, 500));
    assertRefused(
        Kind.REJECTED, "TRUC-violation: version 3 on", version3(output(other, 0), COIN - 1000));
    Transaction child = version3(output(parent, 0), COIN / 100 * 49);
    assertAccepted(child);
    assertRefused(Kind.REJECTED, "TRUC-violation: ", version3(output(parent, 1), COIN / 100 * 49));
    assertRefused(Kind.REJECTED, "TRUC-violation: 2 anc", version3(output(child, 0), COIN / 5));
  }

  private static Transaction version3(OutPoint place, long value) {
    Transaction tx = spend(List.of(place), value, value / 1000, 2);
    return Transaction.of(3, tx.inputs(), tx.outputs(), tx.witnesses(), 0);
  }

  @Test
  void refusalsCarryCoresWordAndTheValues() {
    Transaction first = spend(coinage.coin(), COIN, 1000);
    assertAccepted(first);
    OutPoint spent = first.inputs().get(0).previous();
    assertRefused(Kind.REJECTED, "txn-mempool-conflict: ", spend(spent, COIN, 5000));
    OutPoint coin = coinage.coin();
    assertRefused(
        Kind.REJECTED,
        "bad-txns-in-belowout: value in (1.00) < value out (1.00000001)",
        spend(coin, COIN, -1));
    assertRefused(Kind.RECONSIDERABLE, "min relay fee not met: 9 < 10", spend(coin, COIN, 9));
    assertAccepted(spend(coin, COIN, 10));
    OutPoint absent = new OutPoint(first.txid(), 1);
    assertRefused(
        Kind.REJECTED, "bad-txns-inputs-missingorspent: no such", spend(absent, COIN, 1000));
    Transaction confirmed = spend(coinage.coin(), COIN, 1000);
    blocks.mine(confirmed);
    assertRefused(Kind.REJECTED, "txn-already-known", confirmed);
  }

  @Test
  void aCoinbaseIsSpentIn100Blocks() {
    Block block = blocks.mine();
    blocks.mineEmpty(98);
    Transaction spend = spend(output(block.transactions().get(0), 0), 50 * COIN, 1000);
    assertRefused(
        Kind.REJECTED,
        "bad-txns-premature-spend-of-coinbase: tried to spend coinbase at depth 99",
        spend);
    blocks.mine();
    assertAccepted(spend);
  }

  @Test
  void anotherWitnessIsNoOtherTransaction() {
    Transaction tx = spend(coinage.coin(), COIN, 1000);
    Transaction twin =
        Transaction.of(
            tx.version(),
            tx.inputs(),
            tx.outputs(),
            List.of(List.of(new byte[] {1}, new byte[] {0x51})),
            tx.lockTime());
    assertAccepted(tx);
    assertRefused(Kind.REJECTED, "txn-same-nonwitness-data-in-mempool", twin);
  }

  @Test
  void whatLostItsWitnessSaysNothingOfTheTrueOne() {
    Transaction right = spend(coinage.coin(), COIN, 1000);
    Transaction stripped =
        Transaction.of(
            right.version(), right.inputs(), right.outputs(), List.of(), right.lockTime());

    assertRefused(Kind.WITNESS_STRIPPED, "mandatory-script-verify-flag-failed (", stripped);
    assertEquals(Kind.ACCEPTED, pool.offer(right).kind());
  }

  @Test
  void aFullPoolKeepsWhatPaysAndAsksMore() {
    int offered = 0;
    while (pool.minimumFeeRate() == 100) {
      pool.offer(spend(coinage.coin(), COIN, 100 + offered++));
    }
    assertTrue(pool.memory() <= pool.maxMemory());
    assertTrue(pool.memory() > pool.maxMemory() - 5000);
    assertRefused(
        Kind.RECONSIDERABLE, "mempool min fee not met: ", spend(coinage.coin(), COIN, 100));
    blocks.mine();
    long full = pool.minimumFeeRate();
    loop.advance(Duration.ofHours(12));
    assertEquals(full / 2.0, pool.minimumFeeRate(), 1 + full / 50.0);
  }

  @Test
  void aSmallerBoundEvictsAtOnce() {
    BoundedMempool larger = new BoundedMempool(loop, blocks, height -> 0, 7 << 20, true);
    while (larger.memory() < 6 << 20) {
      larger.offer(spend(coinage.coin(), COIN, 1000 + larger.size()));
    }
    larger.modified(FakeConfig.of(BoundedMempool.Config.class, "max.mb", 5));
    loop.runDue();
    assertEquals(5 << 20, larger.maxMemory());
    assertTrue(larger.memory() <= larger.maxMemory());
    long least = larger.snapshot().stream().mapToLong(Entry::fee).min().orElseThrow();
    assertTrue(least > 1500, "the cheapest went first, " + least + " is left");
    assertTrue(larger.minimumFeeRate() > 1000, larger.minimumFeeRate() + " is asked now");
  }

  @Test
  void aFaultOfTheChainRefusesAndIsNotThrown() {
    OutPoint place = coinage.coin(-1, new byte[0], 0, false);
    assertRefused(Kind.REJECTED, "bad-txns-inputvalues-outofrange", spend(place, COIN, 0));
    blocks.coinMap().add(place, null, 0, false);
    assertRefused(Kind.REJECTED, "error: ", spend(place, COIN, 0));
    assertEquals(0, pool.size());
  }

  @Test
  void aListenerMayOfferAndMayFail() {
    Transaction parent = spend(coinage.coin(), COIN, 1000);
    Transaction child = spend(output(parent, 0), COIN - 1000, 1000);
    pool.follow(
        new Mempool.Listener() {
          @Override
          public void added(Entry entry) {
            pool.offer(child);
            throw new IllegalStateException("a listener's fault");
          }

          @Override
          public void removed(Entry entry, Removal why) {}
        });
    assertAccepted(parent);
    assertEquals(List.of(parent, child), contents());
    assertEquals(List.of("added", "added"), heard);
  }

  @Test
  void theClosedPoolTakesNothing() {
    BoundedMempool closed =
        new BoundedMempool(loop, blocks.withCoins(false), height -> 0, 5 << 20, false);
    assertFalse(closed.open());
    assertEquals(Kind.REJECTED, closed.offer(spend(coinage.coin(), COIN, 1000)).kind());
    assertEquals(0, closed.size());
  }

  @Test
  void afterTwoWeeksItExpires() {
    assertAccepted(spend(coinage.coin(), COIN, 1000));
    loop.advance(Duration.ofHours(335));
    assertEquals(1, pool.size());
    loop.advance(Duration.ofHours(2));
    assertEquals(0, pool.size());
    assertTrue(heard.contains("EXPIRED"));
  }

  private List<Transaction> contents() {
    return pool.snapshot().stream().map(Entry::transaction).toList();
  }

  private void assertRefused(Kind kind, String start, Transaction tx) {
    Verdict verdict = pool.offer(tx);
    assertEquals(kind, verdict.kind(), verdict.reason());
    assertTrue(verdict.reason().startsWith(start), verdict.reason());
  }

  private void assertAccepted(Transaction tx) {
    assertEquals(new Verdict(Kind.ACCEPTED, "", List.of()), pool.offer(tx));
  }

  @Test
  void whatIsTriedLeavesNoTrace() {
    OutPoint coin = coinage.coin();
    Transaction parent = spend(coin, COIN, 1000);
    Transaction child = spend(output(parent, 0), COIN - 1000, 500);
    Transaction rival = spend(coin, COIN, 2000);
    assertEquals(
        List.of(Kind.ACCEPTED, Kind.ACCEPTED, Kind.REJECTED),
        kinds(pool.test(List.of(parent, child, rival))));
    assertEquals(List.of(1000L, 500L, 0L), fees(pool.test(List.of(parent, child, rival))));
    assertEquals(
        List.of(Kind.MISSING_PARENTS, Kind.ACCEPTED), kinds(pool.test(List.of(child, rival))));
    assertEquals(0, pool.size());
    assertEquals(0, pool.memory());
    assertEquals(List.of(), heard);
    assertAccepted(parent);
    assertEquals(List.of(Kind.KNOWN, Kind.ACCEPTED), kinds(pool.test(List.of(parent, child))));
    assertEquals(1, pool.byTxid(parent.txid()).orElseThrow().ancestors() + pool.size());
  }

  @Test
  void whoSpendsAnOutputIsFound() {
    OutPoint coin = coinage.coin();
    Transaction parent = spend(coin, COIN, 1000);
    assertAccepted(parent);
    assertEquals(parent, pool.spender(coin).orElseThrow().transaction());
    assertTrue(pool.spender(output(parent, 0)).isEmpty());
    assertEquals(blocks.tip().height(), pool.spender(coin).orElseThrow().height());
  }

  private static List<Kind> kinds(List<Mempool.Trial> trials) {
    return trials.stream().map(trial -> trial.verdict().kind()).toList();
  }

  private static List<Long> fees(List<Mempool.Trial> trials) {
    return trials.stream().map(Mempool.Trial::fee).toList();
  }
}
