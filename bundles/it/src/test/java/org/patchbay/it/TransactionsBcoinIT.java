package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireReader;

/** Transactions from bcoin and to bcoin, which takes none that is not valid. */
class TransactionsBcoinIT {
  /** Whoever is trusted is told at once: these tests are not about the waits. */
  private static final String TRUSTED = "patchbay.engine/permissions=noban@127.0.0.1";

  @TempDir Path folder;

  @Test
  void relaysBetweenTwoBcoinsBothWays() throws Exception {
    try (Bcoin one = Bcoin.start();
        Bcoin two = Bcoin.start()) {
      one.mine(110);
      try (EmbeddedNode node =
          EmbeddedNode.start(
              folder,
              TRUSTED,
              EmbeddedNode.PLAIN,
              "patchbay.engine/connect=127.0.0.1:" + one.port())) {
        node.awaitBlock(one.tip());
        two.connectTo(node.address().getPort());
        Bcoin.Tip tip = one.tip();
        EmbeddedNode.await("the second bcoin has the chain", () -> two.isAt(tip));

        Bcoin.Spend there = one.make(1);
        one.send(there.raw());
        EmbeddedNode.await(
            () -> "from one to two, we: " + node.standing(), () -> two.holds(there.txid()));
        assertTrue(node.holds(there.txid()));

        Bcoin.Spend back = two.make(2);
        two.send(back.raw());
        EmbeddedNode.await(
            () -> "from two to one, we: " + node.standing(), () -> one.holds(back.txid()));
        assertEquals(2, node.mempool().size());

        Bcoin.Tip mined = one.mine(1);
        EmbeddedNode.await("the block passes", () -> two.isAt(mined));
        EmbeddedNode.await("what is confirmed leaves", () -> node.mempool().size() == 0);
      }
    }
  }

  /** A parent and a child with a witness, from a stranger who announces by txid or by wtxid. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bcoinTakesWhatAStrangerGaveUs(boolean byWtxid) throws Exception {
    try (Bcoin bcoin = Bcoin.start()) {
      bcoin.mine(440);
      try (EmbeddedNode node =
          EmbeddedNode.start(
              folder,
              TRUSTED,
              EmbeddedNode.PLAIN,
              "patchbay.engine/connect=127.0.0.1:" + bcoin.port())) {
        node.awaitBlock(bcoin.tip());
        Transaction parent = read(bcoin.make(3, Spends.SCRIPT).raw());
        long value = parent.outputs().get(0).value();
        Transaction child = Spends.move(new OutPoint(parent.txid(), 0), value, 10_000);
        RegtestChain none = RegtestChain.from(0);
        try (BlockPeer stranger = BlockPeer.dial(none, node.address(), byWtxid)) {
          stranger.announce(child, parent);

          for (Hash256 txid : List.of(parent.txid(), child.txid())) {
            EmbeddedNode.await(
                () -> "bcoin holds " + txid + ", we: " + node.standing(),
                () -> bcoin.holds(txid.toString()));
          }
          assertEquals(2, node.mempool().size());
        }
      }
    }
  }

  private static Transaction read(byte[] raw) throws Exception {
    return Transaction.read(new WireReader(raw));
  }
}
