package org.patchbay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks.Outcome;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Block;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

class FakeBlocksTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeBlocks blocks = new FakeBlocks(loop);

  @Test
  void aBlockSpendsAndMakesCoinsAndGivesThemBack() {
    OutPoint reward = new OutPoint(blocks.mine().transactions().get(0).txid(), 0);
    Transaction spend = spend(reward);
    OutPoint made = new OutPoint(spend.txid(), 0);
    blocks.mine(spend);
    assertTrue(blocks.coinMap().coin(reward).isEmpty());
    assertEquals(2, blocks.coinMap().coin(made).orElseThrow().height());

    blocks.disconnect();
    assertTrue(blocks.coinMap().coin(made).isEmpty());
    assertTrue(blocks.coinMap().coin(reward).orElseThrow().coinbase());
    assertEquals(1, blocks.coinMap().size());
  }

  @Test
  void theLongerBranchBecomesActiveInOneChange() {
    HeaderView root = blocks.tip();
    Block old = blocks.mine();
    List<BlockChange> changes = new ArrayList<>();
    blocks.onChange(changes::add);
    Block first = blocks.next(root, List.of());
    List<Outcome.Kind> kinds = new ArrayList<>();
    blocks.offer(first, true, outcome -> kinds.add(outcome.kind()));
    loop.runUntilIdle();
    assertEquals(List.of(Outcome.Kind.STORED), kinds);

    HeaderView place =
        new FakeHeaderView(first.header(), 1, root.chainWork(), first.header().time());
    Block second = blocks.next(place, List.of());
    blocks.offer(second, true, outcome -> kinds.add(outcome.kind()));
    blocks.offer(second, true, outcome -> kinds.add(outcome.kind()));
    loop.runUntilIdle();
    assertEquals(List.of(Outcome.Kind.STORED, Outcome.Kind.CONNECTED, Outcome.Kind.KNOWN), kinds);
    assertEquals(1, changes.size());
    assertEquals(List.of(old), changes.get(0).disconnected());
    assertEquals(List.of(first, second), changes.get(0).connected());
    assertEquals(second.header().hash(), blocks.tip().hash());
  }

  private static Transaction spend(OutPoint place) {
    return Transaction.of(
        2,
        List.of(new TxIn(place, new byte[0], 0xFFFFFFFFL)),
        List.of(new TxOut(1, new byte[] {0x51})),
        List.of(),
        0);
  }
}
