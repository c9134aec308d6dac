package org.patchbay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Block;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TransactionRules;

class RegtestChainTest {
  private final RegtestChain chain = RegtestChain.from(1_700_000_000L).mine(101);

  @Test
  void blocksFollowEachOtherAndAreWhatTheirHeadersSay() {
    for (int height = 1; height <= chain.height(); height++) {
      Block block = chain.block(height);
      assertEquals(chain.hash(height - 1), block.header().previous());
      assertTrue(block.header().meetsOwnTarget());
      assertEquals(Optional.empty(), MerkleTree.mutation(block, false));
      assertEquals(Optional.empty(), TransactionRules.broken(block.transactions().get(0)));
    }
  }

  @Test
  void theCoinbaseBeginsWithItsHeight() {
    RegtestChain far = RegtestChain.from(1_700_000_000L).mine(300);
    assertEquals(0x51, far.block(1).transactions().get(0).inputs().get(0).script()[0]);
    byte[] script = far.block(300).transactions().get(0).inputs().get(0).script();
    assertEquals(
        List.of(2, 300 & 0xFF, 1), List.of((int) script[0], script[1] & 0xFF, (int) script[2]));
    byte[] sign = far.block(128).transactions().get(0).inputs().get(0).script();
    assertEquals(2, sign[0], "128 needs a byte for its sign");
  }

  @Test
  void aSpendIsCommittedToWithItsWitness() {
    Transaction tx = Spends.move(chain.reward(1), RegtestChain.rewardAt(1), 1_000);
    Block block = chain.mine(List.of(tx));

    assertEquals(Optional.empty(), MerkleTree.mutation(block, true));
    assertNotEquals(Optional.empty(), MerkleTree.mutation(block, false));
    assertEquals(Optional.empty(), TransactionRules.broken(tx));
    assertEquals(102, chain.height());
  }

  @Test
  void branchesDiffer() {
    RegtestChain other = chain.fork(99, 7).mine(3);

    assertEquals(chain.hash(99), other.hash(99));
    assertNotEquals(chain.hash(100), other.hash(100));
    assertEquals(102, other.height());
  }
}
