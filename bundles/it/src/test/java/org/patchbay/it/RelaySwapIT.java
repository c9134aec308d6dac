package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Spends;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

/** The relay policy changes hands again and again while transactions pass: all of them arrive. */
class RelaySwapIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ROUNDS = 12;
  private static final int EACH = 20;

  @TempDir Path folder;

  @Test
  void noTransactionIsLost() throws Exception {
    RegtestChain chain = RegtestChain.from(System.currentTimeMillis() / 1000 - 3_600).mine(120);
    Transaction split =
        Spends.split(chain.reward(1), RegtestChain.rewardAt(1), 20_000, ROUNDS * EACH);
    chain.mine(List.of(split));
    try (BlockPeer source = BlockPeer.listening(chain);
        BlockPeer dialled = BlockPeer.listening(chain);
        EmbeddedNode node =
            EmbeddedNode.start(
                folder,
                EmbeddedNode.PLAIN,
                "patchbay.engine/connect=" + source.address() + "," + dialled.address())) {
      node.awaitBlock(chain.height(), chain.tip().toString());
      source.accept();
      dialled.accept();
      try (BlockPeer dialling = BlockPeer.dial(chain, node.address())) {
        List<Transaction> sent = new ArrayList<>();
        long swaps = node.slot("relay").swaps();
        for (int round = 0; round < ROUNDS; round++) {
          Transaction[] some = new Transaction[EACH];
          for (int i = 0; i < EACH; i++) {
            OutPoint from = new OutPoint(split.txid(), round * EACH + i);
            some[i] = Spends.move(from, split.outputs().get(0).value(), 5_000);
            sent.add(some[i]);
          }
          source.announce(some);
          String policy = round % 2 == 0 ? "score" : "core";
          node.settings().set("patchbay.engine", "policy.relay", policy);
          node.awaitInForce("relay", policy);
        }
        for (Transaction tx : sent) {
          dialled.awaitTransaction(tx.txid(), PATIENCE);
          dialling.awaitTransaction(tx.txid(), PATIENCE);
        }
        assertEquals(sent.size(), dialled.told());
        assertTrue(node.slot("relay").swaps() >= swaps + ROUNDS, "the slot changed hands");
        assertEquals(Map.of(), node.node().endedByReason());
        assertEquals(Map.of(), node.slot("relay").benched());
      }
    }
  }
}
