package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.store.MemoryBlockStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With bitcoinj, a client written by others: it connects, stays and follows our header chain. */
class BitcoinjIT {
  private static final BitcoinNetwork NETWORK = BitcoinNetwork.REGTEST;
  private static final NetworkParameters REGTEST = RegTestParams.get();

  @TempDir Path folder;

  @Test
  void followsTheHeaderChain() throws Exception {
    Context.propagate(new Context());
    try (Bcoin bcoin = Bcoin.start()) {
      bcoin.mine(300);
      try (EmbeddedNode node =
          EmbeddedNode.start(
              folder, EmbeddedNode.PLAIN, "patchbay.engine/connect=127.0.0.1:" + bcoin.port())) {
        node.awaitBlock(bcoin.tip());

        BlockChain chain = new BlockChain(NETWORK, new MemoryBlockStore(REGTEST.getGenesisBlock()));
        PeerGroup group = new PeerGroup(NETWORK, chain);
        try {
          // Catching up from now on: bitcoinj asks for headers alone.
          group.setFastCatchupTime(Instant.now().plusSeconds(86_400 * 365));
          group.addAddress(
              PeerAddress.simple(InetAddress.getLoopbackAddress(), node.address().getPort()));
          group.setMaxConnections(1);
          group.startBlockChainDownload(new org.bitcoinj.core.listeners.DownloadProgressTracker());
          group.start();
          group.waitForPeers(1).get(20, TimeUnit.SECONDS);

          EmbeddedNode.await("bitcoinj's height", () -> chain.getBestChainHeight() == 300);

          assertEquals(
              node.chain().tip().hash().toString(),
              chain.getChainHead().getHeader().getHashAsString());
          assertEquals(1, group.numConnectedPeers());
        } finally {
          group.stop();
        }
      }
    }
  }
}
