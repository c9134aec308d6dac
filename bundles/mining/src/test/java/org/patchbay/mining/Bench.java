package org.patchbay.mining;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.node.Environment;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.chain.BlockChain;
import org.patchbay.chain.HeaderChain;
import org.patchbay.chain.LaneBlockTree;
import org.patchbay.mempool.BoundedMempool;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.Spends;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.script.OutputAddress;

/** A real chain and a real pool on virtual time, and the methods over them. */
final class Bench implements AutoCloseable {
  static final String ADDRESS = OutputAddress.of(Spends.SCRIPT, Network.REGTEST).orElseThrow();
  static final long COIN = 5_000_000_000L;

  final VirtualLoop loop = new VirtualLoop(1, Instant.ofEpochSecond(1_795_000_000));
  final HeaderChain chain;
  final BlockChain blocks;
  final LaneBlockTree tree;
  final BoundedMempool pool;
  final MiningComponent mining;

  private record Place(Network network, Path dataFolder, String version) implements Environment {}

  Bench(Path folder, Network network) throws IOException {
    VirtualWorkers workers = new VirtualWorkers(loop);
    Environment place = new Place(network, folder, "0.1.0");
    chain = new HeaderChain(loop, workers, place, "auto");
    blocks = new BlockChain(chain);
    tree = new LaneBlockTree(chain, blocks);
    pool =
        new BoundedMempool(loop, place, blocks, chain, FakeConfig.of(BoundedMempool.Config.class));
    mining = new MiningComponent(loop, workers, chain, blocks, tree, pool);
  }

  @Override
  public void close() throws IOException {
    mining.stop();
    pool.stop();
    blocks.stop();
    chain.stop();
  }

  private RpcMethod method(String name) {
    return mining.methods().stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What a method answers once nothing is left to do. */
  Object call(String name, Object... params) {
    CompletableFuture<?> answer = begin(name, params);
    loop.advance(Duration.ofMillis(100));
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RpcException refused ? refused : e;
    }
  }

  CompletableFuture<?> begin(String name, Object... params) {
    RpcMethod method = method(name);
    return method.handler().answer(method.call("user", List.of(params))).toCompletableFuture();
  }

  /** Blocks that pay to {@link Spends#SCRIPT}. */
  List<?> mine(long count) {
    return (List<?>) call("generatetoaddress", count, ADDRESS);
  }

  /** The output of the coinbase at a height. */
  OutPoint coinbase(int height) {
    Transaction[] found = new Transaction[1];
    blocks.read(
        tree.active(height).orElseThrow().hash(),
        block -> found[0] = block.orElseThrow().transactions().get(0));
    loop.advance(Duration.ZERO);
    return new OutPoint(found[0].txid(), 0);
  }

  Coins coins() {
    return blocks.coins().orElseThrow();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
