package org.patchbay.mining;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;

/** The methods by which blocks are made and handed in. */
@Component(name = "patchbay.mining", service = RpcMethods.class)
public final class MiningComponent implements RpcMethods {
  private final Miner miner;
  private final Templates templates;
  private final List<RpcMethod> methods;

  /** Mines on a chain from a pool. */
  @Activate
  public MiningComponent(
      @Reference Loop loop,
      @Reference Workers workers,
      @Reference Chain chain,
      @Reference Blocks blocks,
      @Reference BlockTree tree,
      @Reference Mempool pool) {
    this.miner = new Miner(loop, workers, blocks, tree, pool);
    this.templates = new Templates(loop, blocks, pool, miner);
    List<RpcMethod> all = new ArrayList<>();
    all.addAll(new GenerateMethods(loop, chain.network(), tree, pool, miner).all());
    all.add(new TemplateMethod(loop, chain.network(), tree, templates).method());
    all.addAll(new SubmitMethods(loop, chain, blocks, tree).all());
    this.methods = List.copyOf(all);
  }

  /** Follows the chain no more. */
  @Deactivate
  public void stop() {
    miner.stop();
    templates.stop();
  }

  @Override
  public List<RpcMethod> methods() {
    return methods;
  }
}
