package org.patchbay.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TransactionRules;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/** Wallets, pool and miner, judged by a plain replay of the whole chain. */
class WorldTest {
  private static final long NOW = 1_700_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long LATER = 6 * SECOND;

  private final SplittableRandom random = new SplittableRandom(5);
  private final World world = new World();

  WorldTest() {
    world.chain().prepare(150, NOW, 2, random);
    world.follow();
  }

  @Test
  void whatIsMinedIsValidFromGenesisOn() {
    int paid = 0;
    for (int block = 1; block <= 60; block++) {
      for (int i = 0; i < 40; i++) {
        Optional<Pool.Entry> entry = world.pay(block * SECOND, random);
        entry.ifPresent(one -> world.pool().heard(one.transaction().wtxid()));
        paid += entry.isPresent() ? 1 : 0;
      }
      world.mine(NOW + 2 * block, LATER + block * SECOND, random);
    }
    assertEquals(60 * 40, paid, "the wallets could always pay");
    assertEquals(0, world.pool().size());
    assertEquals(paid, replay(world.chain()));
  }

  @Test
  void nothingIsSpentTwiceWhileNoBlockComes() {
    Set<OutPoint> spent = new HashSet<>();
    for (int i = 0; i < 900; i++) {
      Transaction tx = world.pay(i, random).orElseThrow().transaction();
      assertTrue(tx.inputs().stream().allMatch(input -> spent.add(input.previous())), "tx " + i);
    }
  }

  @Test
  void onlyWhatCameAroundOrWasFetchedLongAgoIsMined() {
    Pool.Entry heard = world.pay(0, random).orElseThrow();
    Pool.Entry served = world.pay(0, random).orElseThrow();
    world.pay(0, random).orElseThrow();
    world.heard(heard.transaction(), 0);
    served.served(0);
    assertEquals(1, world.mine(NOW + 2, LATER - 1, random).transactions().size());
    assertEquals(2, world.mine(NOW + 4, LATER, random).transactions().size());
    assertEquals(2, world.mine(NOW + 6, 12 * SECOND, random).transactions().size());
    assertEquals(1, world.pool().size());
    assertEquals(0, world.pool().overdue(59 * SECOND, 10).size());
    assertEquals(1, world.pool().overdue(60 * SECOND, 10).size());
    assertEquals(0, world.pool().overdue(61 * SECOND, 10).size());
  }

  @Test
  void aStrangersPaymentIsMinedWhenItsCoinsAreKnown() {
    Transaction fan = world.pay(0, random).orElseThrow().transaction();
    world.pool().heard(fan.wtxid());
    TxIn known = new TxIn(new OutPoint(fan.txid(), 3), new byte[0], 1);
    TxIn unknown = new TxIn(new OutPoint(Mine.hash(random), 0), new byte[0], 1);
    TxOut output = new TxOut(500, new byte[] {0x51});
    world.heard(Transaction.of(2, List.of(unknown), List.of(output), List.of(), 0), 0);
    assertEquals(1, world.pool().size());
    Transaction robbed = Transaction.of(2, List.of(known), List.of(output), List.of(), 0);
    world.heard(robbed, 0);
    assertEquals(1, world.pool().size(), "a wrong witness is not mined");
    List<byte[]> witness = WalletScript.witness(3);
    Transaction theirs = Transaction.of(2, List.of(known), List.of(output), List.of(witness), 0);
    world.heard(theirs, 0);
    Block block = world.mine(NOW + 2, LATER, random);
    assertEquals(theirs, block.transactions().get(2));
    assertEquals(1 + 1 + 1, block.transactions().size());
    replay(world.chain());
  }

  @Test
  void aChainOfOthersIsFollowedByItsBlocksAndItsCoinsAreSpent() {
    World other = new World();
    SplittableRandom chance = new SplittableRandom(9);
    other.chain().prepare(700, NOW, 2, chance);
    world.pay(0, random).orElseThrow();
    assertTrue(world.chain().adopt(other.chain().after(List.of(), Hash256.ZERO, 2_000)));
    world.follow();
    assertFalse(world.chain().missing(1).isEmpty());
    List<Hash256> missing;
    while (!(missing = world.chain().missing(16)).isEmpty()) {
      missing.forEach(hash -> world.chain().put(other.chain().block(hash).orElseThrow()));
      world.follow();
    }
    assertEquals(0, world.pool().size(), "what was made on the old chain is void");
    Transaction tx = world.pay(0, random).orElseThrow().transaction();
    world.pool().heard(tx.wtxid());
    Block block = world.mine(NOW + 2, LATER, random);
    assertEquals(List.of(tx), block.transactions().subList(1, 2));
    for (int at = 301; at <= 700; at++) {
      assertEquals(other.chain().block(at), world.chain().block(at));
    }
  }

  @Test
  void heightsStandInCoinbasesAsScriptsPushNumbers() {
    assertEquals(0x51, Mine.heightFirst(1, 0)[0]);
    assertEquals(0x60, Mine.heightFirst(16, 0)[0]);
    assertArrayEquals(new byte[] {1, 17}, Arrays.copyOf(Mine.heightFirst(17, 0), 2));
    assertArrayEquals(new byte[] {2, (byte) 0x80, 0}, Arrays.copyOf(Mine.heightFirst(128, 0), 3));
    assertArrayEquals(new byte[] {2, 0, 1}, Arrays.copyOf(Mine.heightFirst(256, 0), 3));
    assertEquals(5_000_000_000L, Mine.subsidy(149));
    assertEquals(2_500_000_000L, Mine.subsidy(150));
    assertEquals(0, Mine.subsidy(150 * 33));
    assertEquals(0, Mine.subsidy(150 * 64));
  }

  /** Checks amounts, double spends, maturity, scripts, roots and weights; counts the payments. */
  private static int replay(LabChain chain) {
    Map<OutPoint, Coin> coins = new HashMap<>();
    int payments = 0;
    for (int height = 1; height <= chain.height(); height++) {
      Block block = chain.block(height).orElseThrow();
      assertEquals(chain.at(height), block.header());
      assertEquals(Optional.empty(), MerkleTree.mutation(block, true), "height " + height);
      assertTrue(block.weight() <= 4_000_000);
      long fees = 0;
      for (Transaction tx : block.transactions()) {
        assertEquals(Optional.empty(), TransactionRules.broken(tx));
        long in = 0;
        for (int i = 0; i < tx.inputs().size() && !tx.isCoinbase(); i++) {
          Coin coin = coins.remove(tx.inputs().get(i).previous());
          assertTrue(coin != null, "spent twice, or never made");
          assertTrue(!coin.coinbase() || height - coin.height() >= 100, "immature");
          in += coin.value();
          if (coin.owner() >= 0) {
            byte[] script = tx.witnesses().get(i).get(0);
            byte[] program = WalletScript.output(coin.owner());
            assertArrayEquals(Sha256.hash(script), Arrays.copyOfRange(program, 2, 34));
          }
        }
        long out = tx.outputs().stream().mapToLong(TxOut::value).sum();
        if (tx.isCoinbase()) {
          in = out;
        } else {
          payments++;
          assertTrue(in >= out, "creates money");
          fees += in - out;
        }
        for (int i = 0; i < tx.outputs().size(); i++) {
          TxOut output = tx.outputs().get(i);
          int owner = WalletScript.owner(output.script()).orElse(Coin.STRANGER);
          OutPoint place = new OutPoint(tx.txid(), i);
          coins.put(place, new Coin(place, output, owner, height, tx.isCoinbase(), 0));
        }
      }
      Transaction coinbase = block.transactions().get(0);
      long claimed = coinbase.outputs().stream().mapToLong(TxOut::value).sum();
      assertTrue(claimed <= Mine.subsidy(height) + fees, "height " + height);
    }
    return payments;
  }
}
