package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.Blocks.Outcome;
import org.patchbay.api.chain.Blocks.Outcome.Kind;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;

/** What is spent: once, late enough, and no more than there is. */
class CoinRulesTest {
  private static final int TRUNK = 105;
  private static final long FINAL = 0xFFFFFFFFL;
  private static final long FULL = Growth.subsidy(1);

  @TempDir Path folder;
  private BlockNode node;
  private List<Block> trunk;
  private long mark = 100;

  @BeforeEach
  void grow() throws IOException {
    node = new BlockNode(folder);
    trunk = new ArrayList<>(Growth.line(node.genesis(), 1, TRUNK, 1));
    node.headers(trunk);
    node.offerAll(trunk);
    assertEquals(TRUNK, node.blocks.tip().height());
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private OutPoint coinbase(int height) {
    return Growth.output(trunk.get(height - 1).transactions().get(0), 0);
  }

  private BlockHeader tip() {
    return node.blocks.tip().header();
  }

  private Block next(Transaction... spends) {
    return Growth.block(tip(), node.blocks.tip().height() + 1, mark++, List.of(spends));
  }

  private void assertInvalid(String reason, Block block) {
    Hash256 tip = node.blocks.tip().hash();
    int coins = node.blocks.coins().orElseThrow().size();
    Outcome outcome = node.offer(block);
    assertEquals(Kind.INVALID, outcome.kind());
    assertTrue(outcome.detail().contains(reason), outcome.detail());
    assertEquals(tip, node.blocks.tip().hash());
    assertEquals(tip, node.headers.tip().hash());
    assertEquals(coins, node.blocks.coins().orElseThrow().size());
    assertEquals(Integer.MAX_VALUE, node.blocks.wantedFrom());
    assertEquals(Kind.INVALID, kindAgain(block));
  }

  private Kind kindAgain(Block block) {
    Kind kind = node.offer(block).kind();
    return kind == Kind.KNOWN ? Kind.INVALID : kind;
  }

  private static Transaction pay(OutPoint coin, long sequence, long lockTime, long value) {
    return Growth.spend(2, List.of(coin), sequence, lockTime, List.of(value));
  }

  @Test
  void coinsAreSpentOnce() {
    Transaction first = pay(coinbase(1), FINAL, 0, FULL);
    Transaction again = pay(coinbase(1), FINAL, 0, FULL - 1);
    assertInvalid("no coin", next(first, again));
    assertInvalid("no coin", next(pay(new OutPoint(Hash256.ZERO, 3), FINAL, 0, 1)));
    Transaction chained = pay(Growth.output(first, 0), FINAL, 0, FULL);
    assertInvalid("no coin", next(chained, first));
    assertEquals(Kind.CONNECTED, node.offer(next(first, chained)).kind());
    assertTrue(node.blocks.coins().orElseThrow().coin(coinbase(1)).isEmpty());
    assertTrue(node.blocks.coins().orElseThrow().coin(Growth.output(first, 0)).isEmpty());
    assertEquals(
        FULL,
        node.blocks
            .coins()
            .orElseThrow()
            .coin(Growth.output(chained, 0))
            .orElseThrow()
            .output()
            .value());
    assertInvalid("no coin", next(again));
  }

  @Test
  void aCoinbaseMatures() {
    assertInvalid("spent at height 106", next(pay(coinbase(7), FINAL, 0, FULL)));
    assertEquals(Kind.CONNECTED, node.offer(next(pay(coinbase(6), FINAL, 0, FULL))).kind());
    assertEquals(Kind.CONNECTED, node.offer(next(pay(coinbase(7), FINAL, 0, FULL))).kind());
  }

  @Test
  void noMoneyIsMade() {
    assertInvalid("outputs of", next(pay(coinbase(1), FINAL, 0, FULL + 1)));
    Transaction generous = pay(coinbase(1), FINAL, 0, FULL - 10);
    int height = TRUNK + 1;
    List<Transaction> greedy = List.of(Growth.coinbase(height, 1, FULL + 11), stripped(generous));
    assertInvalid("coinbase makes", Growth.of(tip(), greedy));
    List<Transaction> just = List.of(Growth.coinbase(height, 1, FULL + 10), stripped(generous));
    assertEquals(Kind.CONNECTED, node.offer(Growth.of(tip(), just)).kind());
  }

  private static Transaction stripped(Transaction tx) {
    return Transaction.of(tx.version(), tx.inputs(), tx.outputs(), List.of(), tx.lockTime());
  }

  @Test
  void lockTimesHold() {
    assertInvalid("lock time", next(pay(coinbase(1), 0, TRUNK + 1, FULL)));
    long median = node.blocks.tip().medianTime();
    assertInvalid("lock time", next(pay(coinbase(1), 0, median, FULL)));
    Transaction past = pay(coinbase(1), 0, TRUNK, FULL);
    Transaction past2 = pay(coinbase(2), 0, median - 1, FULL);
    Transaction given = pay(coinbase(3), FINAL, TRUNK + 50, FULL);
    assertEquals(Kind.CONNECTED, node.offer(next(past, past2, given)).kind());
  }

  @Test
  void relativeLockTimesHold() {
    assertInvalid("sequence", next(pay(coinbase(1), TRUNK + 1, 0, FULL)));
    long time = 1L << 22;
    long age = node.blocks.tip().medianTime() - node.headers.header(0).orElseThrow().medianTime();
    long units = age >> 9;
    assertInvalid("sequence", next(pay(coinbase(1), time | units + 1, 0, FULL)));
    Transaction first = Growth.spend(1, List.of(coinbase(1)), 60_000, 0, List.of(FULL));
    Transaction second = pay(coinbase(2), TRUNK - 1, 0, FULL);
    Transaction third = pay(coinbase(3), 1L << 31 | 60_000, 0, FULL);
    Transaction fourth = pay(coinbase(4), time | units - 10, 0, FULL);
    assertEquals(Kind.CONNECTED, node.offer(next(first, second, third, fourth)).kind());
  }

  @Test
  void rulesOfTheBlockAlone() {
    int height = TRUNK + 1;
    Transaction coinbase = Growth.coinbase(height, 1, FULL);
    assertInvalid("first transaction", Growth.of(tip(), List.of(pay(coinbase(1), 0, 0, 1))));
    assertInvalid(
        "another coinbase", Growth.of(tip(), List.of(coinbase, Growth.coinbase(height, 2, 0))));
    assertInvalid("does not begin", Growth.empty(tip(), height + 1, 5));
    assertInvalid("output of", Growth.of(tip(), List.of(Growth.coinbase(height, 1, -1))));
    byte[] checks = new byte[20_001];
    Arrays.fill(checks, (byte) 0xac);
    Transaction many =
        Transaction.of(1, coinbase.inputs(), List.of(new TxOut(0, checks)), List.of(), 0);
    assertInvalid("signature operations", Growth.of(tip(), List.of(many)));
    assertEquals(Kind.CONNECTED, node.offer(Growth.of(tip(), List.of(coinbase))).kind());
  }

  @Test
  void whatStandsOnAnInvalidBlockIsRefused() {
    Block bad = next(pay(coinbase(90), FINAL, 0, FULL));
    List<Block> more = Growth.line(bad.header(), TRUNK + 2, 3, 9);
    node.headers(List.of(bad));
    node.headers(more.subList(0, 2));
    assertEquals(TRUNK + 3, node.headers.tip().height());
    List<String> moves = new ArrayList<>();
    node.headers.onTip(move -> moves.add(move.from().height() + " " + move.to().height()));
    // Those above wait for it; none of them is ever connected.
    assertEquals(Kind.STORED, node.offer(more.get(0)).kind());
    assertEquals(Kind.INVALID, node.offer(bad).kind());
    assertEquals(List.of((TRUNK + 3) + " " + TRUNK), moves);
    assertEquals(Kind.INVALID, node.offer(more.get(1)).kind());
    assertEquals(Kind.INVALID, node.offer(more.get(2)).kind());
    List<HeaderIntake.Outcome> outcomes = new ArrayList<>();
    node.peer.offer(List.of(more.get(2).header()), true, outcomes::add);
    node.loop.advance(Duration.ZERO);
    assertEquals(HeaderIntake.Outcome.Kind.INVALID, outcomes.get(0).kind());
    assertEquals(Kind.CONNECTED, node.offer(next()).kind());
    assertEquals(TRUNK + 1, node.headers.tip().height());
  }

  @Test
  void aBranchThatTurnsOutInvalidIsLeftAgain() {
    Block fork = trunk.get(TRUNK - 1);
    List<Block> good = Growth.line(fork.header(), TRUNK + 1, 3, 20);
    List<Block> other = new ArrayList<>(Growth.line(fork.header(), TRUNK + 1, 2, 30));
    Block bad =
        Growth.block(
            other.get(1).header(), TRUNK + 3, 31, List.of(pay(coinbase(90), FINAL, 0, FULL)));
    other.add(bad);
    other.addAll(Growth.line(bad.header(), TRUNK + 4, 2, 32));
    node.headers(good);
    node.offerAll(good);
    node.headers(other);
    assertEquals(TRUNK + 5, node.headers.tip().height());
    node.offerAll(other);
    assertEquals(good.get(2).header(), tip());
    assertEquals(good.get(2).header(), node.headers.tip().header());
    assertEquals(TRUNK + 3, node.blocks.coins().orElseThrow().size());
    assertFalse(node.active().contains(bad.header().hash()));
  }
}
