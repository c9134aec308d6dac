package org.patchbay.mining;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.BlockTree.Branch;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.script.HexText;

/** Blocks and headers that others made: submitblock, submitheader. */
final class SubmitMethods {
  private final Loop loop;
  private final Chain chain;
  private final Blocks blocks;
  private final BlockTree tree;

  SubmitMethods(Loop loop, Chain chain, Blocks blocks, BlockTree tree) {
    this.loop = loop;
    this.chain = chain;
    this.blocks = blocks;
    this.tree = tree;
  }

  List<RpcMethod> all() {
    return List.of(block(), header());
  }

  private RpcMethod block() {
    return RpcMethod.named("submitblock", "mining")
        .help("Hands in a block (BIP22). Its scripts are not checked.")
        .param(Param.required("hexdata", Shape.hex("The block.")))
        .param(Param.optional("dummy", Shape.string("Ignored."), "ignored"))
        .returns("the block was accepted", Shape.none())
        .returns("otherwise", Shape.string("Why not, as BIP22 says it."))
        .later(
            call -> {
              Block block =
                  HexText.block(call.string("hexdata"))
                      .orElseThrow(() -> undecoded("Block decode failed"));
              return submit(whole(block));
            });
  }

  /**
   * The block with the reserved value in its coinbase's witness: miners who do not know of
   * witnesses leave it out (BIP145).
   */
  private static Block whole(Block block) {
    List<Transaction> all = new ArrayList<>(block.transactions());
    if (all.isEmpty() || !all.get(0).isCoinbase() || all.get(0).hasWitness()) {
      return block;
    }
    Transaction coinbase = all.get(0);
    if (MerkleTree.commitment(coinbase).isEmpty()) {
      return block;
    }
    all.set(
        0,
        Transaction.of(
            coinbase.version(),
            coinbase.inputs(),
            coinbase.outputs(),
            List.of(List.of(new byte[Hash256.SIZE])),
            coinbase.lockTime()));
    return Block.of(block.header(), all);
  }

  private CompletionStage<String> submit(Block block) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    tree.state(
        block.header().hash(),
        state -> {
          if (state.filter(Branch.State.INVALID::equals).isPresent()) {
            answer.complete("duplicate-invalid");
          } else {
            blocks.offer(block, true, outcome -> loop.execute(() -> conclude(outcome, answer)));
          }
        });
    return answer;
  }

  private static void conclude(Blocks.Outcome outcome, CompletableFuture<String> answer) {
    switch (outcome.kind()) {
      case CONNECTED -> answer.complete(null);
      case STORED -> answer.complete("inconclusive");
      case KNOWN -> answer.complete("duplicate");
      case ORPHAN, MUTATED, INVALID, FUTURE -> answer.complete(Words.first(outcome.detail()));
      case UNWANTED, NOT_STORED ->
          answer.completeExceptionally(new RpcException(RpcCode.VERIFY_ERROR, outcome.detail()));
    }
  }

  private RpcMethod header() {
    return RpcMethod.named("submitheader", "mining")
        .help("Hands in a header as the possible end of a chain.")
        .param(Param.required("hexdata", Shape.hex("The header.")))
        .returns(Shape.none())
        .later(
            call -> {
              BlockHeader header =
                  HexText.header(call.string("hexdata"))
                      .orElseThrow(() -> undecoded("Block header decode failed"));
              if (chain.header(header.previous()).isEmpty()) {
                throw new RpcException(
                    RpcCode.VERIFY_ERROR,
                    "Must submit previous header (" + header.previous() + ") first");
              }
              return enter(header);
            });
  }

  private CompletionStage<Void> enter(BlockHeader header) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    tree.enter(
        header,
        reason -> {
          if (reason.isEmpty()) {
            loop.execute(() -> answer.complete(null));
          } else {
            answer.completeExceptionally(
                new RpcException(RpcCode.VERIFY_ERROR, Words.first(reason.get())));
          }
        });
    return answer;
  }

  private static RpcException undecoded(String why) {
    return new RpcException(RpcCode.DESERIALIZATION_ERROR, why);
  }
}
