package org.patchbay.chainrpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.chain.BlockRequests;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;

/** Methods about the chain, its blocks and coins, and the pool. */
@Component(name = "patchbay.chainrpc", service = RpcMethods.class)
public final class ChainRpc implements RpcMethods {
  private final List<RpcMethod> methods;
  private volatile BlockRequests requests;

  /** Over a chain and a pool. */
  @Activate
  public ChainRpc(
      @Reference Loop loop,
      @Reference Chain chain,
      @Reference Blocks blocks,
      @Reference BlockTree tree,
      @Reference Mempool pool) {
    List<RpcMethod> all = new ArrayList<>();
    all.addAll(new BlockMethods(chain, blocks, tree).all());
    all.addAll(new ChainMethods(loop, chain, blocks, tree).all());
    all.add(new DeploymentMethod(chain, blocks, tree).method());
    all.addAll(new SteerMethods(chain, tree).all());
    all.add(new RequestMethod(loop, chain, blocks, () -> Optional.ofNullable(requests)).method());
    all.addAll(new WaitMethods(loop, blocks).all());
    all.addAll(new PoolMethods(loop, pool).all());
    all.addAll(new SendMethods(loop, chain.network(), blocks, pool).all());
    all.addAll(new TransactionMethods(loop, chain, blocks, tree, pool).all());
    all.add(new CreateMethod(chain.network()).method());
    all.addAll(new CoinMethods(loop, chain.network(), blocks, tree, pool).all());
    this.methods = List.copyOf(all);
  }

  /** Whoever asks peers for blocks; without it none is asked. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindRequests(BlockRequests bound) {
    requests = bound;
  }

  /** It is gone. */
  public void unbindRequests(BlockRequests gone) {
    requests = requests == gone ? null : requests;
  }

  @Override
  public List<RpcMethod> methods() {
    return methods;
  }
}
