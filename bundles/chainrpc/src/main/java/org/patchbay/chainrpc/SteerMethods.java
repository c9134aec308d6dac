package org.patchbay.chainrpc;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Hash256;

/** invalidateblock, reconsiderblock, preciousblock. */
record SteerMethods(Chain chain, BlockTree tree) {
  List<RpcMethod> all() {
    return List.of(
        method(
            "invalidateblock",
            RpcMethod.HIDDEN,
            "Treats a block, and what stands on it, as invalid until reconsiderblock, after a restart"
                + " too.",
            tree::invalidate),
        method(
            "reconsiderblock",
            RpcMethod.HIDDEN,
            "Takes a block, what it stands on and what stands on it for not yet judged.",
            tree::reconsider),
        method(
            "preciousblock",
            "blockchain",
            "Treats a block as if it had come before others with as much work, until the next call"
                + " or until the node stops.",
            tree::prefer));
  }

  private interface Turn {
    void of(Hash256 block, Consumer<? super Optional<String>> answer);
  }

  private RpcMethod method(String name, String category, String help, Turn turn) {
    return RpcMethod.named(name, category)
        .help(help)
        .param(Param.required("blockhash", Shape.hex("Hash of the block.")))
        .returns(Shape.none())
        .later(call -> turned(call, turn));
  }

  private CompletionStage<Void> turned(RpcCall call, Turn turn) {
    Hash256 hash = call.hash("blockhash");
    if (chain.header(hash).isEmpty()) {
      throw new RpcException(RpcCode.INVALID_ADDRESS_OR_KEY, "Block not found");
    }
    CompletableFuture<Void> answer = new CompletableFuture<>();
    turn.of(
        hash,
        refusal -> {
          if (refusal.isEmpty()) {
            answer.complete(null);
          } else {
            answer.completeExceptionally(new RpcException(RpcCode.MISC_ERROR, refusal.get()));
          }
        });
    return answer;
  }
}
