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

  private void assertAccepted(Transaction tx) {
    assertEquals(new Verdict(Kind.ACCEPTED, "", List.of()), pool.offer(tx));
  }
}
