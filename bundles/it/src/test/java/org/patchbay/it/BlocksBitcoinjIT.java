package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TxConfidenceTable;
import org.bitcoinj.core.listeners.DownloadProgressTracker;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.store.MemoryBlockStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With bitcoinj, which downloads every block and sends a transaction through us. */
class BlocksBitcoinjIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int HEIGHT = 300;
  private static final EnumSet<Block.VerifyFlag> NO_FLAGS = EnumSet.noneOf(Block.VerifyFlag.class);

  @TempDir Path folder;

  @Test
  void syncsTheChainAndBroadcastsATransaction() throws Exception {
    Context.propagate(new Context());
    try (Bcoin bcoin = Bcoin.start()) {
      bcoin.mine(120);
      Bcoin.Spend mined = bcoin.make(1);
      bcoin.send(mined.raw());
      bcoin.mine(HEIGHT - 120);
      int rpcPort;
      try (ServerSocket free = new ServerSocket(0)) {
        rpcPort = free.getLocalPort();
      }
      try (EmbeddedNode node =
          EmbeddedNode.start(
              folder,
              List.of("node", "policies", "vitals", "rpc"),
              "patchbay.rpc/listen=127.0.0.1:" + rpcPort,
              "patchbay.engine/permissions=noban@127.0.0.1",
              EmbeddedNode.PLAIN,
              "patchbay.engine/connect=127.0.0.1:" + bcoin.port())) {
        node.awaitBlock(bcoin.tip());
        BlockChain chain =
            new BlockChain(
                BitcoinNetwork.REGTEST,
                new MemoryBlockStore(RegTestParams.get().getGenesisBlock()));
        Set<String> whole = ConcurrentHashMap.newKeySet();
        PeerGroup group = new PeerGroup(BitcoinNetwork.REGTEST, chain);
        try {
          group.setBloomFilteringEnabled(false); // whole blocks, none filtered
          group.addAddress(
              PeerAddress.simple(InetAddress.getLoopbackAddress(), node.address().getPort()));
          group.setMaxConnections(1);
          group.addBlocksDownloadedEventListener(
              (peer, block, filtered, left) -> note(whole, block));
          group.startBlockChainDownload(new DownloadProgressTracker());
          group.start();
          group.waitForPeers(1).get(20, TimeUnit.SECONDS);

          EmbeddedNode.await(
              () -> "bitcoinj at " + chain.getBestChainHeight() + ", we: " + node.standing(),
              () -> chain.getBestChainHeight() == HEIGHT);
          assertEquals(
              node.blocks().tip().hash().toString(),
              chain.getChainHead().getHeader().getHashAsString());

          awaitWhole(whole, HEIGHT);

          Bcoin.Spend spend = bcoin.make(2);
          Transaction tx = Transaction.read(ByteBuffer.wrap(spend.raw()));
          group.broadcastTransaction(tx, 1, false);
          EmbeddedNode.await(
              () -> "bcoin holds it, we: " + node.standing(), () -> bcoin.holds(spend.txid()));

          Bcoin.Tip next = bcoin.mine(1);
          EmbeddedNode.await(
              "bitcoinj follows", PATIENCE, () -> chain.getBestChainHeight() == next.height());
          assertEquals(next.hash(), chain.getChainHead().getHeader().getHashAsString());
          awaitWhole(whole, HEIGHT + 1);
          assertEquals(1, group.numConnectedPeers());

          RpcCaller rpc = new RpcCaller(rpcPort, folder.resolve("regtest/.cookie"));
          List<?> ours = (List<?>) rpc.call("generatetodescriptor", 2, "raw(51)");
          EmbeddedNode.await(
              "bitcoinj follows our blocks",
              PATIENCE,
              () -> chain.getBestChainHeight() == next.height() + 2);
          assertEquals(ours.get(1), chain.getChainHead().getHeader().getHashAsString());
          Bcoin.Spend sent = bcoin.make(3);
          rpc.call("sendrawtransaction", HexFormat.of().formatHex(sent.raw()));
          TxConfidenceTable seen = Context.get().getConfidenceTable();
          EmbeddedNode.await(
              "bitcoinj hears of what we send",
              PATIENCE,
              () -> seen.numBroadcastPeers(Sha256Hash.wrap(sent.txid())) == 1);
        } finally {
          group.stop();
        }
      }
    }
  }

  /** bitcoinj tells its listeners on a thread of its own, a little after its chain took a block. */
  private static void awaitWhole(Set<String> whole, int blocks) {
    EmbeddedNode.await(
        () -> whole.size() + " of " + blocks + " blocks with their transactions",
        () -> whole.size() == blocks);
  }

  /** Of blocks whose transactions are what the header commits to. */
  private static void note(Set<String> whole, Block block) {
    if (block.hasTransactions()) {
      Block.verify(RegTestParams.get(), block, Block.BLOCK_HEIGHT_UNKNOWN, NO_FLAGS);
      whole.add(block.getHashAsString());
    }
  }
}
