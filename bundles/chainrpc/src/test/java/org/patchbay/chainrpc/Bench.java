package org.patchbay.chainrpc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.node.Environment;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.chain.BlockChain;
import org.patchbay.chain.HeaderChain;
import org.patchbay.chain.LaneBlockTree;
import org.patchbay.mempool.BoundedMempool;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.RpcAnswers;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Block;
import org.patchbay.wire.Network;

/** The methods over a real chain and a real pool on virtual time. */
final class Bench implements AutoCloseable {
  static final long COIN = 5_000_000_000L;
  static final long BEGIN = 1_795_000_000;

  final VirtualLoop loop = new VirtualLoop(1, Instant.ofEpochSecond(BEGIN + 1000));
  final HeaderChain headers;
  final BlockChain blocks;
  final BoundedMempool pool;
  final LaneBlockTree tree;
  final ChainRpc methods;

  private record Place(Network network, Path dataFolder, String version) implements Environment {}

  Bench(Path folder, Network network) throws IOException {
    VirtualWorkers workers = new VirtualWorkers(loop);
    Environment place = new Place(network, folder, "0.1.0");
    headers = new HeaderChain(loop, workers, place, "auto");
    blocks = new BlockChain(headers);
    tree = new LaneBlockTree(headers, blocks);
    pool =
        new BoundedMempool(
            loop, place, blocks, headers, FakeConfig.of(BoundedMempool.Config.class));
    methods = new ChainRpc(loop, headers, blocks, tree, pool);
    loop.advance(Duration.ZERO);
  }

  @Override
  public void close() throws IOException {
    pool.stop();
    blocks.stop();
    headers.stop();
  }

  /** Connects what a chain has from a height on. */
  void follow(RegtestChain chain, int from) {
    for (int height = from; height <= chain.height(); height++) {
      offer(chain.block(height));
    }
  }

  Blocks.Outcome offer(Block block) {
    List<Blocks.Outcome> outcomes = new ArrayList<>();
    blocks.offer(block, true, outcomes::add);
    loop.advance(Duration.ZERO);
    return outcomes.get(0);
  }

  /** What a method answers once nothing is left to do, held against its shapes. */
  Object call(String name, Object... params) {
    CompletableFuture<?> answer = begin(name, params);
    loop.advance(Duration.ofMillis(100));
    try {
      return RpcAnswers.checked(method(name), answer.join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RpcException refused ? refused : e;
    }
  }

  Map<?, ?> object(String name, Object... params) {
    return (Map<?, ?>) call(name, params);
  }

  CompletableFuture<?> begin(String name, Object... params) {
    RpcMethod method = method(name);
    return method.handler().answer(method.call("user", List.of(params))).toCompletableFuture();
  }

  private RpcMethod method(String name) {
    return methods.methods().stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
