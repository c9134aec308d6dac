package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.FullPrunedBlockChain;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.listeners.DownloadProgressTracker;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.store.MemoryFullPrunedBlockStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With bitcoinj, which downloads and verifies every block and sends a transaction through us. */
class BlocksBitcoinjIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int HEIGHT = 300;

  @TempDir Path folder;

  @Test
  void syncsTheChainAndBroadcastsATransaction() throws Exception {
    Context.propagate(new Context());
    try (Bcoin bcoin = Bcoin.start()) {
      bcoin.mine(120);
      Bcoin.Spend mined = bcoin.make(1);
      bcoin.send(mined.raw());
      bcoin.mine(HEIGHT - 120);
      try (EmbeddedNode node =
          EmbeddedNode.start(
              folder,
              "patchbay.engine/permissions=noban@127.0.0.1",
              "patchbay.engine/connect=127.0.0.1:" + bcoin.port())) {
        node.awaitBlock(bcoin.tip());
        FullPrunedBlockChain chain =
            new FullPrunedBlockChain(
                RegTestParams.get(), new MemoryFullPrunedBlockStore(RegTestParams.get(), 1_000));
        PeerGroup group = new PeerGroup(BitcoinNetwork.REGTEST, chain);
        try {
          group.setBloomFilteringEnabled(false); // whole blocks, none filtered
          group.addAddress(
              PeerAddress.simple(InetAddress.getLoopbackAddress(), node.address().getPort()));
          group.setMaxConnections(1);
          group.startBlockChainDownload(new DownloadProgressTracker());
          group.start();
          group.waitForPeers(1).get(20, TimeUnit.SECONDS);

          EmbeddedNode.await(
              () -> "bitcoinj at " + chain.getBestChainHeight() + ", we: " + node.standing(),
              () -> chain.getBestChainHeight() == HEIGHT);
          assertEquals(
              node.blocks().tip().hash().toString(),
              chain.getChainHead().getHeader().getHashAsString());

          Bcoin.Spend spend = bcoin.make(2);
          Transaction tx = Transaction.read(ByteBuffer.wrap(spend.raw()));
          group.broadcastTransaction(tx, 1, false);
          EmbeddedNode.await(
              () -> "bcoin holds it, we: " + node.standing(), () -> bcoin.holds(spend.txid()));

          Bcoin.Tip next = bcoin.mine(1);
          EmbeddedNode.await(
              "bitcoinj follows", PATIENCE, () -> chain.getBestChainHeight() == next.height());
          assertEquals(next.hash(), chain.getChainHead().getHeader().getHashAsString());
          assertEquals(1, group.numConnectedPeers());
        } finally {
          group.stop();
        }
      }
    }
  }
}
