package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.Blocks.Outcome;
import org.patchbay.api.chain.Blocks.Outcome.Kind;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

/** A tree of blocks in any order, beside a model that walks from each block to the first one. */
class BlockTreeTest {
  private static final int TRUNK = 106;

  @TempDir Path folder;

  /** A block of the tree, and what the model knows of it. */
  private static final class Leaf {
    final Leaf parent;
    final Block block;
    final int height;
    final boolean breaksRule;
    final int spends;
    boolean offered;

    Leaf(Leaf parent, Block block, int height, boolean breaksRule, int spends) {
      this.parent = parent;
      this.block = block;
      this.height = height;
      this.breaksRule = breaksRule;
      this.spends = spends;
    }

    /** Whether no rule is broken from the trunk up to here. */
    boolean valid() {
      Set<Integer> spent = new HashSet<>();
      for (Leaf at = this; at != null; at = at.parent) {
        if (at.breaksRule || at.spends >= 0 && !spent.add(at.spends)) {
          return false;
        }
      }
      return true;
    }

    boolean complete() {
      return offered && (parent == null || parent.complete());
    }
  }

  @Test
  void theActiveChainIsTheModels() throws IOException {
    for (int seed = 0; seed < 15; seed++) {
      new Round(seed, Files.createDirectory(folder.resolve("" + seed))).run();
    }
  }

  private static final class Round {
    final Random random;
    final Path folder;
    final List<Block> trunk;
    final List<Leaf> tree = new ArrayList<>();
    BlockNode node;

    Round(int seed, Path folder) throws IOException {
      random = new Random(seed);
      this.folder = folder;
      node = new BlockNode(folder);
      trunk = Growth.line(node.genesis(), 1, TRUNK, 1);
      node.headers(trunk);
      node.offerAll(trunk);
      for (int i = 0; i < 60; i++) {
        tree.add(leaf(i));
      }
    }

    private Leaf leaf(int mark) {
      boolean onTrunk = tree.isEmpty() || random.nextInt(12) == 0;
      int back = Math.min(tree.size(), 1 + random.nextInt(6));
      Leaf parent = onTrunk ? null : tree.get(tree.size() - back);
      int height = onTrunk ? TRUNK + 1 : parent.height + 1;
      BlockHeader before = onTrunk ? trunk.get(TRUNK - 1).header() : parent.block.header();
      int spends = random.nextInt(5) == 0 ? random.nextInt(5) : -1;
      List<Transaction> spend = new ArrayList<>();
      if (spends >= 0) {
        OutPoint coin = Growth.output(trunk.get(spends).transactions().get(0), 0);
        spend.add(Growth.spend(List.of(coin), Growth.subsidy(1) - mark));
      }
      int breach = random.nextInt(25);
      Block block =
          switch (breach) {
            case 0 -> greedy(before, height, mark);
            case 1 -> Growth.block(before, height + 1, mark, List.of());
            default -> Growth.block(before, height, mark, spend);
          };
      return new Leaf(parent, block, height, breach < 2, breach < 2 ? -1 : spends);
    }

    private static Block greedy(BlockHeader before, int height, int mark) {
      return Growth.of(before, List.of(Growth.coinbase(height, mark, Growth.subsidy(height) + 1)));
    }

    void run() throws IOException {
      List<Leaf> order = new ArrayList<>(tree);
      Collections.shuffle(order, random);
      if (random.nextBoolean()) {
        tree.forEach(leaf -> node.headers(List.of(leaf.block)));
      } else {
        order = new ArrayList<>(tree);
      }
      for (Leaf leaf : order) {
        if (random.nextInt(4) == 0) {
          offerMutated(leaf);
        }
        offer(leaf);
        if (random.nextInt(15) == 0) {
          node.close();
          node = new BlockNode(folder);
        }
        check();
      }
      node.close();
    }

    private void offerMutated(Leaf leaf) {
      List<Transaction> other = new ArrayList<>(leaf.block.transactions());
      other.add(other.get(other.size() - 1));
      Outcome outcome = node.offer(Block.of(leaf.block.header(), other));
      assertTrue(
          outcome.kind() == Kind.MUTATED || outcome.kind() == Kind.ORPHAN,
          () -> outcome.kind() + " " + outcome.detail());
    }

    private void offer(Leaf leaf) {
      Outcome outcome = node.offer(leaf.block);
      if (outcome.kind() == Kind.INVALID) {
        assertFalse(leaf.valid(), outcome.detail());
        assertFalse(outcome.detail().isEmpty());
      } else if (outcome.kind() == Kind.ORPHAN) {
        // Its parent's header stands on an invalid block and was refused.
        assertFalse(leaf.valid(), outcome.detail());
      } else {
        assertTrue(
            outcome.kind() == Kind.CONNECTED || outcome.kind() == Kind.STORED,
            () -> outcome.kind() + " " + outcome.detail());
        leaf.offered = true;
      }
      if (outcome.kind() == Kind.CONNECTED) {
        assertTrue(leaf.valid());
      }
    }

    private void check() {
      int most = TRUNK;
      for (Leaf leaf : tree) {
        if (leaf.height > most && leaf.complete() && leaf.valid()) {
          most = leaf.height;
        }
      }
      Hash256 tip = node.blocks.tip().hash();
      assertEquals(most, node.blocks.tip().height());
      List<Hash256> expected = new ArrayList<>();
      for (Leaf leaf : tree) {
        if (leaf.block.header().hash().equals(tip)) {
          assertTrue(leaf.complete() && leaf.valid());
          for (Leaf at = leaf; at != null; at = at.parent) {
            expected.add(0, at.block.header().hash());
          }
        }
      }
      assertEquals(expected, node.active().subList(TRUNK + 1, node.active().size()));
      assertEquals(coins(expected), node.blocks.coins().orElseThrow().size());
    }

    /** One of each block, and one more where a coinbase is spent in two. */
    private int coins(List<Hash256> active) {
      int coins = TRUNK + active.size();
      for (Leaf leaf : tree) {
        coins += leaf.spends >= 0 && active.contains(leaf.block.header().hash()) ? 1 : 0;
      }
      return coins;
    }
  }
}
