package org.patchbay.chainrpc;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.patchbay.api.chain.BlockRequests;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;

/**
 * getblockfrompeer.
 *
 * @param requests whoever asks peers, while that runs
 */
record RequestMethod(
    Loop loop, Chain chain, Blocks blocks, Supplier<Optional<BlockRequests>> requests) {
  RpcMethod method() {
    return RpcMethod.named("getblockfrompeer", "blockchain")
        .help(
            "Asks a peer for a block whose header is known. The answer does not wait for it; a peer"
                + " that does not deliver in time is disconnected.")
        .param(Param.required("blockhash", Shape.hex("Hash of the block.")))
        .param(Param.required("peer_id", Shape.number("Whom to ask, by its number.")))
        .returns(Shape.object(""))
        .later(this::request);
  }

  private static RpcException refused(String why) {
    return new RpcException(RpcCode.MISC_ERROR, why);
  }

  private CompletionStage<Map<String, Object>> request(RpcCall call) {
    HeaderView view =
        chain.header(call.hash("blockhash")).orElseThrow(() -> refused("Block header missing"));
    if (blocks.has(view.hash())) {
      throw refused("Block already downloaded");
    }
    if (blocks.keep() != Blocks.ALL && view.height() < blocks.lowest()) {
      throw refused(
          "height %d is below %d, from where on blocks are kept"
              .formatted(view.height(), blocks.lowest()));
    }
    long peer = call.number("peer_id");
    return Asked.on(loop, () -> request(view, peer));
  }

  private Map<String, Object> request(HeaderView view, long peer) {
    Optional<String> refusal =
        requests
            .get()
            .map(asks -> asks.request(view, peer))
            .orElse(Optional.of("Blocks are not fetched by this node"));
    if (refusal.isPresent()) {
      throw refused(refusal.get());
    }
    return Map.of();
  }
}
