package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.message.GetData;

/** Blocks from bcoin and to bcoin, a full node written by others that checks every rule. */
class BlocksBcoinIT {
  /** bcoin's regtest has segwit from 432 on. */
  private static final int SEGWIT = 440;

  @TempDir Path folder;

  @Test
  void syncsAThousandBlocksAndFollowsAReorganisation() throws Exception {
    try (Bcoin bcoin = Bcoin.start()) {
      bcoin.mine(SEGWIT);
      int witnessed = mineASpend(bcoin);
      bcoin.mine(1_000 - bcoin.tip().height());
      int rpcPort = freePort();
      try (EmbeddedNode node =
          EmbeddedNode.start(
              folder,
              List.of("node", "policies", "vitals", "rpc"),
              EmbeddedNode.PLAIN,
              "patchbay.engine/permissions=noban@127.0.0.1",
              "patchbay.rpc/listen=127.0.0.1:" + rpcPort,
              "patchbay.engine/connect=127.0.0.1:" + bcoin.port())) {
        node.awaitBlock(bcoin.tip());
        assertEquals(1_000, node.blocks().tip().height());
        for (int height : List.of(1, 101, witnessed, 1_000)) {
          assertServes(node, height, bcoin.block(height));
        }

        Bcoin.Tip other = bcoin.reorganise(10, 12);

        assertEquals(1_002, other.height());
        node.awaitBlock(other);
        assertServes(node, 995, bcoin.block(995));
        EmbeddedNode.await("bcoin alone is left", () -> node.node().peers().size() == 1);

        mineByRpc(bcoin, new RpcCaller(rpcPort, folder.resolve("regtest/.cookie")));
      }
    }
  }

  /** Our blocks and what they hold are right to bcoin, and what we are given to send arrives. */
  private static void mineByRpc(Bcoin bcoin, RpcCaller rpc) throws IOException {
    byte[] paid = bcoin.make(2, Spends.SCRIPT).raw();
    assertTrue(rpc.call("sendrawtransaction", hex(paid)) instanceof String);
    List<?> mined = (List<?>) rpc.call("generatetodescriptor", 2, "raw(51)");
    Bcoin.Tip tip = new Bcoin.Tip(1_004, (String) mined.get(1));
    EmbeddedNode.await("bcoin takes our blocks", () -> bcoin.isAt(tip));

    OutPoint place = new OutPoint(read(paid).txid(), 0);
    Transaction spend = Spends.move(place, value(paid), 10_000);
    String txid = (String) rpc.call("sendrawtransaction", hex(raw(spend)));
    EmbeddedNode.await("bcoin holds what we sent", () -> bcoin.holds(txid));
    Map<?, ?> block = (Map<?, ?>) rpc.call("generateblock", "raw(51)", List.of(txid));
    Bcoin.Tip next = new Bcoin.Tip(1_005, (String) block.get("hash"));
    EmbeddedNode.await("bcoin takes the block with a witness", () -> bcoin.isAt(next));
    assertEquals(List.of(), bcoin.pool());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Answers the height of a block with a witness. */
  private static int mineASpend(Bcoin bcoin) throws IOException {
    Bcoin.Spend first = bcoin.make(1, Spends.SCRIPT);
    bcoin.send(first.raw());
    bcoin.mine(1);
    OutPoint made = new OutPoint(Hash256.fromHex(first.txid()), 0);
    bcoin.send(raw(Spends.move(made, value(first.raw()), 10_000)));
    return bcoin.mine(1).height();
  }

  private static long value(byte[] transaction) {
    return read(transaction).outputs().get(0).value();
  }

  private static Transaction read(byte[] transaction) {
    try {
      return Transaction.read(new WireReader(transaction));
    } catch (org.patchbay.wire.MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] raw(Transaction tx) {
    byte[] bytes = new byte[tx.size()];
    tx.raw().get(bytes);
    return bytes;
  }

  /** Asks for a block as a stranger does, and compares what comes with what bcoin has. */
  private static void assertServes(EmbeddedNode node, int height, byte[] expected)
      throws IOException {
    try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      Hash256 hash = node.chain().header(height).orElseThrow().hash();
      peer.send(new GetData(List.of(new Inventory(Inventory.WITNESS_BLOCK, hash))));
      assertArrayEquals(expected, peer.await("block").payload(), "block " + height);
    }
  }

  @Test
  void bcoinSyncsFiveHundredBlocksFromUs() throws Exception {
    RegtestChain chain = RegtestChain.from(System.currentTimeMillis() / 1000 - 3_600).mine(450);
    OutPoint from = chain.reward(1);
    long value = RegtestChain.rewardAt(1);
    while (chain.height() < 500) {
      Transaction tx = Spends.move(from, value, 1_000);
      chain.mine(List.of(tx));
      from = new OutPoint(tx.txid(), 0);
      value -= 1_000;
    }
    try (BlockPeer source = BlockPeer.listening(chain);
        EmbeddedNode node =
            EmbeddedNode.start(
                folder, EmbeddedNode.PLAIN, "patchbay.engine/connect=" + source.address())) {
      source.accept();
      node.awaitBlock(500, chain.tip().toString());
      try (Bcoin bcoin = Bcoin.start()) {
        bcoin.connectTo(node.address().getPort());
        Bcoin.Tip wanted = new Bcoin.Tip(500, chain.tip().toString());
        EmbeddedNode.await("bcoin has 500 blocks", () -> bcoin.isAt(wanted));

        source.announce(chain.fork(490, 7).mine(12));
        EmbeddedNode.await("bcoin follows", () -> height(bcoin) == 502);
        assertEquals(node.blocks().tip().hash().toString(), bcoin.tip().hash());
        assertTrue(node.node().endedByReason().isEmpty());
      }
    }
  }

  private static int height(Bcoin bcoin) {
    try {
      return bcoin.tip().height();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
