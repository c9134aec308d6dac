package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;

/** What a node keeps of blocks and of the coins they made when it is killed in their midst. */
class BlockStoreIT {
  private static final int KILLS = Integer.getInteger("patchbay.it.block-kills", 6);
  private static final int HEIGHT = 3_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Blocks asked for in advance (protocol-facts §14.7); what of them came may be lost. */
  private static final int WINDOW = 1_024;

  @TempDir Path folder;
  private final Random random = new Random(KILLS);

  @Test
  void theChainGoesOnAfterKills() throws Exception {
    List<Transaction> unspent = new ArrayList<>();
    RegtestChain chain = chain(unspent);
    int asked = 0;
    int served = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (BlockPeer source = source(chain);
          ChildNode node = start(source)) {
        source.accept();
        int height = source.version().startHeight();
        assertTrue(height >= served, "height " + height + " after " + served + " was served");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(700)));
        served = served(node, chain);
        node.kill();
        asked += blocks(source);
        assertFalse(node.log().contains("damaged"), node.log());
      }
    }
    try (BlockPeer source = source(chain);
        ChildNode node = start(source)) {
      source.accept();
      EmbeddedNode.await("the same tip", PATIENCE, () -> served(node, chain) == HEIGHT);
      asked += blocks(source);
      assertTrue(asked <= HEIGHT + KILLS * WINDOW, asked + " blocks were asked for");
      assertServed(node, chain);
      assertCoins(node, chain, unspent);
      System.out.printf("%d kills, %d blocks asked for to have %d%n", KILLS, asked, HEIGHT);
    }
  }

  /** Each block from 200 on spends what the one before made; every tenth leaves an output. */
  private static RegtestChain chain(List<Transaction> unspent) {
    RegtestChain chain =
        RegtestChain.from(System.currentTimeMillis() / 1000 - 2 * HEIGHT).mine(200);
    int spent = 1;
    OutPoint from = chain.reward(spent);
    long value = RegtestChain.rewardAt(spent);
    while (chain.height() < HEIGHT) {
      int parts = chain.height() % 10 == 0 ? 2 : 1;
      Transaction tx = Spends.split(from, value, 1_000, parts);
      from = new OutPoint(tx.txid(), 0);
      value = tx.outputs().get(0).value();
      if (value < 100_000) {
        spent++;
        from = chain.reward(spent);
        value = RegtestChain.rewardAt(spent);
      } else if (parts == 2) {
        unspent.add(tx);
      }
      chain.mine(List.of(tx));
    }
    return chain;
  }

  private static BlockPeer source(RegtestChain chain) throws IOException {
    return BlockPeer.listening(chain).pace(Duration.ofNanos(300_000));
  }

  private ChildNode start(BlockPeer source) throws IOException {
    return ChildNode.start(folder, "patchbay.engine.connect=" + source.address());
  }

  private static int blocks(BlockPeer source) {
    return (int) source.asked().stream().filter(Inventory::isBlock).distinct().count();
  }

  /** The height up to which the node serves headers, which it does of what is connected alone. */
  static int served(ChildNode node, RegtestChain chain) {
    try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      int height = 0;
      while (true) {
        peer.send(new GetHeaders(70016, List.of(chain.hash(height)), Hash256.ZERO));
        int more = ((Headers) peer.await("headers").message()).headers().size();
        if (more == 0) {
          return height;
        }
        height += more;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertServed(ChildNode node, RegtestChain chain) throws IOException {
    try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      for (int height = 1; height <= HEIGHT; height += 37) {
        Inventory item = new Inventory(Inventory.WITNESS_BLOCK, chain.hash(height));
        peer.send(new GetData(List.of(item)));
        ByteBuffer bytes = ByteBuffer.wrap(peer.await("block").payload());
        assertEquals(chain.block(height).raw(), bytes, "block " + height);
      }
    }
  }

  /** What is unspent can be spent, what is spent cannot. */
  private static void assertCoins(ChildNode node, RegtestChain chain, List<Transaction> unspent)
      throws IOException {
    try (BlockPeer from = BlockPeer.dial(chain, node.address());
        BlockPeer to = BlockPeer.dial(chain, node.address())) {
      List<Transaction> bad = new ArrayList<>();
      List<Transaction> good = new ArrayList<>();
      for (int i = 0; i < unspent.size(); i += 20) {
        Transaction split = unspent.get(i);
        long value = split.outputs().get(0).value();
        bad.add(Spends.move(new OutPoint(split.txid(), 0), value, 10_000));
        good.add(Spends.move(new OutPoint(split.txid(), 1), value, 10_000));
      }
      from.announce(bad.toArray(Transaction[]::new));
      from.announce(good.toArray(Transaction[]::new));
      for (Transaction tx : good) {
        to.awaitTransaction(tx.txid(), PATIENCE);
      }
      assertEquals(good.size(), to.told());
    }
  }
}
