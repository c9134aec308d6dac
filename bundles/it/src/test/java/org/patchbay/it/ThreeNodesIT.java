package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Spends;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

/** Three nodes of ours in a line between two strangers: everything passes through, both ways. */
class ThreeNodesIT {
  private static final int HEIGHT = 400;

  @TempDir Path folder;

  @Test
  void blocksReorganisationsAndTransactionsPassThrough() throws Exception {
    RegtestChain chain = chain();
    try (BlockPeer head = BlockPeer.listening(chain);
        EmbeddedNode one = node("one", head.address());
        EmbeddedNode two = node("two", "127.0.0.1:" + one.address().getPort());
        EmbeddedNode three = node("three", "127.0.0.1:" + two.address().getPort())) {
      head.accept();
      three.awaitBlock(HEIGHT, chain.tip().toString());
      try (BlockPeer tail = BlockPeer.dial(RegtestChain.from(0), three.address())) {
        List<EmbeddedNode> line = List.of(one, two, three);
        relay(line, head, tail, chain, 1);
        relay(line, tail, head, chain, 2);

        RegtestChain grown = chain.fork(HEIGHT, 0);
        grown.mine(List.of(spend(chain, 1)));
        head.announce(grown);
        three.awaitBlock(HEIGHT + 1, grown.tip().toString());
        EmbeddedNode.await("one is confirmed", () -> three.mempool().size() == 1);

        RegtestChain other = chain.fork(HEIGHT - 10, 5).mine(12);
        head.announce(other);
        three.awaitBlock(HEIGHT + 2, other.tip().toString());
        String back = spend(chain, 1).txid().toString();
        EmbeddedNode.await(
            () -> "it is back in the pool: " + three.standing(), () -> three.holds(back));
        EmbeddedNode.await("the tail is told", () -> tail.announced(other.tip()));

        relay(line, head, tail, chain, 3);
        assertEquals(2, two.node().peers().size());
        assertTrue(one.node().endedByReason().isEmpty(), one.node().endedByReason().toString());
      }
    }
  }

  private static RegtestChain chain() {
    RegtestChain chain =
        RegtestChain.from(System.currentTimeMillis() / 1000 - 3_600).mine(HEIGHT - 100);
    OutPoint from = chain.reward(10);
    long value = RegtestChain.rewardAt(10);
    while (chain.height() < HEIGHT) {
      List<Transaction> several = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Transaction tx = Spends.move(from, value, 500);
        several.add(tx);
        from = new OutPoint(tx.txid(), 0);
        value -= 500;
      }
      chain.mine(several);
    }
    return chain;
  }

  private static Transaction spend(RegtestChain chain, int height) {
    return Spends.move(chain.reward(height), RegtestChain.rewardAt(height), 10_000);
  }

  private static void relay(
      List<EmbeddedNode> line, BlockPeer from, BlockPeer to, RegtestChain chain, int height)
      throws Exception {
    Transaction tx = spend(chain, height);
    from.announce(tx);
    EmbeddedNode.await(
        () ->
            "transaction passes, they: "
                + line.stream().map(EmbeddedNode::standing).collect(Collectors.joining("\n")),
        () -> to.told(tx.txid()).isPresent());
    assertEquals(tx, to.told(tx.txid()).orElseThrow());
  }

  private EmbeddedNode node(String name, String peer) {
    return EmbeddedNode.start(
        folder.resolve(name),
        "patchbay.engine/permissions=noban@127.0.0.1",
        EmbeddedNode.PLAIN,
        "patchbay.engine/connect=" + peer);
  }
}
